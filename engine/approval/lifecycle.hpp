#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "approval/record.hpp"

/// What may become of an approval after it was issued, as a pure state machine: approvals.md §1.4 and §7.
///
///     active ⇄ suspended      by staff, or by the server when a rule change asks for the exam again by a date
///     active, suspended ──▶ expired      when the validity is over
///     active, suspended, expired ──▶ revoked      by two persons; final
///     active, suspended ──▶ superseded   by a renewal; final
namespace kiosk {

/// Why; a closed list, because reasons leave the server in events. R1 to R3 are the programme's rules on prices,
/// regions and cheating.
enum class ReasonCode { r1, r2, r3, integrity, administrative, rules_changed };

inline constexpr std::array all_reasons{
    ReasonCode::r1,           ReasonCode::r2, ReasonCode::r3, ReasonCode::integrity, ReasonCode::administrative,
    ReasonCode::rules_changed};

std::string_view reason_name(ReasonCode reason);  ///< `R1`, `R2`, `R3`, `integrity`, `administrative`, `rules-changed`
std::optional<ReasonCode> parse_reason(std::string_view name);
/// `rules-changed` is the server's own.
bool staff_may_give(ReasonCode reason);

/// The first person's half of a revocation.
struct RevocationRequest {
  StaffId by;
  ReasonCode reason = ReasonCode::administrative;
  Instant at;
  bool operator==(const RevocationRequest&) const = default;
};

/// Days before the end of the validity at which holders are told, greatest first.
inline constexpr std::array notice_days{60, 30, 7};

/// What of an approval changes.
struct ApprovalLife {
  ApprovalState state = ApprovalState::active;
  int revision = 1;                  ///< rises by one with every change
  Instant valid_until;               ///< never changes
  std::optional<ReasonCode> reason;  ///< of the suspension or revocation; of an expired one, what hung over it
  std::optional<RevocationRequest> revocation;  ///< asked for, not yet confirmed
  std::optional<Instant> recertify_by;          ///< the exam must be passed again by then
  int noticed_days = 0;                         ///< the latest notice given, one of `notice_days`; 0: none
  bool operator==(const ApprovalLife&) const = default;
};

/// Life of a new approval. Notices whose day was over when it began are not given.
ApprovalLife new_life(Instant valid_from, Instant valid_until);

struct SuspendCommand {
  ReasonCode reason;
};
/// Takes back a request for revocation, also after the end of the validity; where there is none, ends a suspension.
struct ReinstateCommand {
  ReasonCode reason;
};
/// The first time a request; the same from somebody else carries it out.
struct RevokeCommand {
  ReasonCode reason;
  StaffId by;
};
/// A rule change: the exam must be passed again by `by`.
struct RecertifyCommand {
  Instant by;
};
/// A renewal starts.
struct SupersedeCommand {};
/// Its credential is signed anew, because the key of the old one is no longer trusted.
struct ReissueCommand {};
/// Time has passed.
struct PassTimeCommand {};

using LifeCommand = std::variant<SuspendCommand, ReinstateCommand, RevokeCommand, RecertifyCommand, SupersedeCommand,
                                 ReissueCommand, PassTimeCommand>;

enum class LifeChange {
  suspended,
  reinstated,
  revocation_requested,
  revocation_withdrawn,
  revoked,
  recertification_asked,
  expiring,
  expired,
  superseded,
  reissued,
};

std::string_view change_name(LifeChange change);  ///< `suspended`, `revocation-requested`, …
std::optional<LifeChange> parse_change(std::string_view name);

enum class LifeVerdict {
  accepted,
  nothing_due,    ///< what was asked for is so already, or it is not yet time
  state_refuses,  ///< the state does not allow it
  same_person,    ///< a revocation needs a second one
  other_reason,   ///< the second person gives another reason than the first
};

struct LifeDecision {
  LifeVerdict verdict = LifeVerdict::state_refuses;
  ApprovalLife life;                 ///< after it; as before when it was not accepted
  LifeChange change{};               ///< of an accepted command
  std::optional<ReasonCode> reason;  ///< of the change, where there is one
};

/// One command, at most one change. After a long sleep several are due: give PassTimeCommand until nothing is.
LifeDecision decide(const ApprovalLife& life, const LifeCommand& command, Instant now);

/// Revoked, superseded: nothing changes any more, and the bit in the status list is set.
bool is_final(ApprovalState state);

/// The state as it is at `now`, whether or not the expiry has been written down yet.
ApprovalState state_at(const ApprovalLife& life, Instant now);

/// When PassTimeCommand next has something to do; nothing when never.
std::optional<Instant> next_due(const ApprovalLife& life);

/// Whether an applicant who has this approval may sit the exam again: within the first notice before its end, once it
/// is over, or when a rule change asks for it. Not while staff have suspended it.
bool may_sit_again(const ApprovalLife& life, Instant now);

/// Whether a pass now renews this approval rather than being a first one.
bool is_renewable(const ApprovalLife& life, Instant now);

/// Why staff took this approval from its holder, by suspension or revocation, and have not given it back. The next
/// approval starts suspended for it: a pass is no way around a decision of staff.
std::optional<ReasonCode> held_against(const ApprovalLife& life);

/// End of a renewal that begins before `old_valid_until`: being early loses no time.
Instant renewed_until(Instant old_valid_until, int validity_months);

}  // namespace kiosk
