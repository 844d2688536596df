#pragma once

#include <string>
#include <vector>

#include "service/sign_ins.hpp"

namespace kiosk {

/// The stored state, or `expired` once the validity is over.
ApprovalState live_state(const ApprovalRecord& approval, Instant now);

/// An approval with all that may change of it.
struct ApprovalDetail {
  ApprovalRecord record;  ///< with the live state
  ApprovalLife life;
  std::optional<Uuid> superseded_by;
  std::optional<Uuid> revocation_by;  ///< the first person of a revocation that waits for the second
  std::string tag;                    ///< changes with every change; what If-Match is held against
};

/// Nothing for an unknown approval.
std::optional<ApprovalDetail> approval_detail(const ReadTx& tx, const Uuid& approval, Instant now);

/// Machines are not shown a revocation that waits for its second person. Errors: `token_invalid`, `not_signed_in`,
/// `not_allowed`, `approval_unknown`.
Result<ApprovalDetail> view_approval(const ReadTx& tx, const Context& context, const Caller& reader,
                                     const Uuid& approval, Instant now);

std::string_view need_name(ApprovalNeed need);  ///< `onboarding`, `second-person`, `renewal`, `recertification`
std::optional<ApprovalNeed> parse_need(std::string_view name);

inline constexpr std::chrono::days first_notice{notice_days.front()};

struct ApprovalListRequest {
  std::string token;  ///< staff
  std::optional<ApprovalState> state;
  std::string region;  ///< with all below it; empty: all
  std::string text;    ///< an id, or the beginning of a number; empty: all
  std::string cursor;  ///< id of the last approval of the page before; empty: the first page
  int limit = 50;
  std::optional<ApprovalNeed> need{};
  std::chrono::days ends_within = first_notice;  ///< for the need of a renewal
};

struct ApprovalPage {
  std::vector<ApprovalDetail> approvals;  ///< in the order of ApprovalRows::search
  std::string next;                       ///< cursor of the next page; empty: this is the last
};

/// Errors: those of require_staff, `region_unknown`, `cursor_unknown`.
Result<ApprovalPage> list_approvals(const ReadTx& tx, const Context& context, const ApprovalListRequest& request,
                                    Instant now);

/// How many approvals wait for what; renewals within `first_notice`.
struct ApprovalNeeds {
  std::int64_t onboarding = 0;
  std::int64_t second_person = 0;
  std::int64_t renewal = 0;
  std::int64_t recertification = 0;
};

/// Errors: those of require_staff.
Result<ApprovalNeeds> count_needs(const ReadTx& tx, const Context& context, const std::string& token, Instant now);

struct ApprovalHistoryLine {
  std::string change;  ///< `issued`, `renewed`, or a change_name
  ApprovalChange facts;
  std::string staff_name;  ///< empty when it was none of the staff
};

struct ApprovalHistory {
  std::vector<ApprovalHistoryLine> lines;  ///< oldest first, from the issue on
  std::optional<OnboardingMark> onboarding;
};

/// Errors: those of require_staff, `approval_unknown`.
Result<ApprovalHistory> approval_history(const ReadTx& tx, const Context& context, const std::string& token,
                                         const Uuid& approval, Instant now);

struct ApprovalDelivery {
  Delivery delivery;
  std::optional<Uuid> endpoint;  ///< nothing when it has been removed
  std::string receiver;          ///< scheme and host of its URL: the rest may hold a secret
};

inline constexpr int most_deliveries_shown = 200;

/// Events of one approval on their way to webhook endpoints, newest first.
std::vector<ApprovalDelivery> deliveries_of(const ReadTx& tx, const Uuid& approval, int limit);

/// The same for staff. Errors: those of require_staff,
/// `approval_unknown`.
Result<std::vector<ApprovalDelivery>> approval_deliveries(const ReadTx& tx, const Context& context,
                                                          const std::string& token, const Uuid& approval, Instant now);

}  // namespace kiosk
