#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "approval/lifecycle.hpp"
#include "approval/onboarding_mark.hpp"

namespace kiosk {

struct NewApproval {
  ApprovalRecord record;
  ApplicantId applicant;
  AttemptId attempt;       ///< at most one approval an attempt
  int result_version = 1;  ///< the result it rests on
  std::string credential;  ///< compact JWS, stored as it is for ever
  std::string page_token;  ///< of its public page
};

/// The public page of an approval.
struct VerifyPage {
  std::string token;  ///< 128 random bits; whoever has it sees the page
  ApplicantId holder;
  bool name_shown = false;  ///< the holder wants the name on it
};

/// One line of an approval's history. Its first revision, the issue, is the record itself and has no line.
struct ApprovalChange {
  int revision = 2;
  LifeChange change{};
  ApprovalState state = ApprovalState::active;  ///< after it
  std::optional<ReasonCode> reason;
  std::string actor;             ///< as in the audit
  std::optional<StaffId> staff;  ///< when one of the staff did it
  Instant at;
};

/// What approvals wait for that somebody should do.
enum class ApprovalNeed {
  onboarding,       ///< active, issued before `need_time`, and not marked by the onboarding flow
  second_person,    ///< a revocation that one person has asked for
  renewal,          ///< active or suspended, with an end at `need_time` or before
  recertification,  ///< active or suspended, and asked to pass the exam again
};

struct ApprovalSearch {
  std::optional<ApprovalState> state;
  std::vector<std::string> regions;  ///< empty = all
  std::string number_start;          ///< empty = all
  std::optional<Uuid> after;         ///< the page begins after this approval
  int limit = 50;
  std::optional<Uuid> id{};  ///< this one alone
  std::optional<ApprovalNeed> need{};
  Instant need_time{};
};

/// A rule change: holders of approvals of other versions than `version` were asked to pass again.
struct Recertification {
  std::string version;
  Instant by;
  Instant asked_at;
};

class ApprovalRows {
 public:
  virtual ~ApprovalRows() = default;

  virtual std::optional<ApprovalRecord> find(const Uuid& id) const = 0;
  virtual std::optional<ApprovalRecord> of_attempt(AttemptId attempt) const = 0;
  /// Oldest first.
  virtual std::vector<ApprovalRecord> of_applicant(ApplicantId applicant) const = 0;
  virtual std::optional<std::string> credential(const Uuid& id) const = 0;
  /// Of an approval that is there: each has one.
  virtual std::optional<VerifyPage> verify_page(const Uuid& id) const = 0;
  /// The approval whose page has this token.
  virtual std::optional<Uuid> of_page(const std::string& token) const = 0;
  virtual bool status_index_taken(const StatusEntry& entry) const = 0;

  virtual std::optional<ApprovalLife> life(const Uuid& id) const = 0;
  /// Oldest first.
  virtual std::vector<ApprovalChange> history(const Uuid& id) const = 0;
  /// The renewal that took its place.
  virtual std::optional<Uuid> superseded_by(const Uuid& id) const = 0;
  /// Latest first; for `renewal` and `recertification` by the end of the validity, the next one first.
  virtual std::vector<ApprovalRecord> search(const ApprovalSearch& search) const = 0;
  /// How many there are on all pages from `after` on.
  virtual std::int64_t count(const ApprovalSearch& search) const = 0;
  /// Those whose `next_due` is at `now` or before, most overdue first.
  virtual std::vector<Uuid> due(Instant now, int limit) const = 0;
  /// Active and suspended approvals of `exam` in versions other than `version` that end after `by` and were not asked
  /// to recertify by then; in order of issue, those issued after `after`.
  virtual std::vector<Uuid> to_recertify(const std::string& exam, const std::string& version, Instant by,
                                         const std::optional<Uuid>& after, int limit) const = 0;
  /// The latest rule change of the exam after which its holders were asked to pass again.
  virtual std::optional<Recertification> recertification(const std::string& exam) const = 0;
  virtual void set_recertification(const std::string& exam, const Recertification& asked) = 0;
  /// Active and suspended approvals in order of issue, those issued after `after`.
  virtual std::vector<Uuid> in_force(const std::optional<Uuid>& after, int limit) const = 0;
  /// Places of the revoked and superseded ones and of credentials that were replaced, by list and index: the bits that
  /// are set.
  virtual std::vector<StatusEntry> set_status_entries() const = 0;
  /// How many they are. Since no bit is ever cleared, a status list is up to date while this has not changed.
  virtual std::int64_t set_status_count() const = 0;

  /// The highest list that an approval has a place on; 0 when there is none.
  virtual int last_status_list() const = 0;

  /// From the counter row; 1.. without gaps, since it is part of the transaction.
  virtual std::int64_t next_number() = 0;
  /// Its life is `new_life` of its validity. The store refuses a second renewal of the same approval.
  virtual void add(const NewApproval& approval) = 0;
  /// Stores the change and its line of history. The row must still be as `before`, else the store refuses, as it does
  /// for a way back from a final state.
  virtual void update(const Uuid& id, const ApprovalLife& before, const ApprovalLife& after,
                      const ApprovalChange& change) = 0;

  /// The approval must be there.
  virtual void set_name_shown(const Uuid& id, bool shown) = 0;
  /// Its credential, signed anew, and the record with the new place in the status lists; the old place stays taken and
  /// its bit is set.
  virtual void reissue(const ApprovalRecord& record, const std::string& credential, Instant now) = 0;

  virtual std::optional<OnboardingMark> onboarding_mark(const Uuid& id) const = 0;
  /// The first or a later one; the approval must be there.
  virtual void set_onboarding_mark(const Uuid& id, const OnboardingMark& mark) = 0;
  /// Active approvals without a mark that were issued before `issued_before`.
  virtual std::int64_t count_unmarked(Instant issued_before) const = 0;
};

/// A frozen event as it leaves by feed and webhook.
struct OutboxEvent {
  std::int64_t sequence = 0;
  std::string id;
  std::string type;
  std::string subject;
  std::string body;  ///< CloudEvents JSON, one line
  Instant created_at;
};

struct EventCount {
  std::string type;
  std::int64_t count = 0;
};

class OutboxRows {
 public:
  virtual ~OutboxRows() = default;

  /// Sequence of the newest event; 0 when there is none.
  virtual std::int64_t head() const = 0;
  virtual std::optional<std::int64_t> sequence_of(const std::string& event_id) const = 0;
  /// Events with a higher sequence, oldest first, at most `limit`; stops when `visit` answers false. What it is given
  /// lasts until it returns.
  virtual void each(std::int64_t after, int limit, const std::function<bool(const OutboxEvent&)>& visit) const = 0;
  /// The same, collected.
  std::vector<OutboxEvent> after(std::int64_t sequence, int limit) const {
    std::vector<OutboxEvent> events;
    each(sequence, limit, [&](const OutboxEvent& event) {
      events.push_back(event);
      return true;
    });
    return events;
  }
  /// Ids of the events with sequences `from` to `to`, both included, in order.
  virtual std::vector<std::string> ids(std::int64_t from, std::int64_t to) const = 0;

  /// Events so far, by type.
  virtual std::vector<EventCount> counts() const = 0;

  /// From the counter row; order of numbers = order of commits.
  virtual std::int64_t next_sequence() = 0;
  virtual void add(const OutboxEvent& event) = 0;
};

}  // namespace kiosk
