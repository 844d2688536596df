#pragma once

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include "ports/store.hpp"

namespace kiosk::test {

struct PersonRow {
  Applicant applicant;
  // nothing once the person was erased
  std::optional<Identity> identity;
  std::optional<Digest> contact_hash;
  std::optional<Digest> code_hash;
  Instant ended_at;  ///< as noted
};

struct AttemptRow {
  Attempt attempt;
  std::string region;  ///< of the applicant when the attempt was prepared
  std::shared_ptr<const Form> form;
  std::vector<AcceptedRule> accepted_rules;
  std::vector<Extension> extensions;
  std::map<std::string, Response> responses;
  std::vector<Response> history;
  std::map<std::tuple<std::string, int, int>, Response> late;
  std::vector<StoredResult> results;
  std::optional<Instant> answers_removed_at;
};

struct ApprovalRow : NewApproval {
  ApprovalLife life;
  std::vector<ApprovalChange> changes;
  std::vector<StatusEntry> retired_places;  ///< of credentials that were replaced
  bool name_shown = false;
};

struct DeliveryRow {
  Delivery delivery;
  std::string test_body;
  std::vector<DeliveryAttempt> attempts;
};

/// Everything a store keeps, as plain values. Row numbers are positions, counted from 1.
struct State {
  std::vector<PersonRow> people;
  std::vector<StaffAccount> staff;
  std::map<std::string, MachineToken> tokens;
  std::map<Digest, SignIn> sign_ins;
  std::vector<AttemptRow> attempts;
  std::vector<ApprovalRow> approvals;
  std::map<Uuid, OnboardingMark> onboarding_marks;
  std::map<std::string, Recertification> recertifications;  ///< by exam
  std::int64_t approval_counter = 0;
  std::map<std::int64_t, OutboxEvent> events;
  std::int64_t event_counter = 0;
  std::vector<AuditEntry> audit;
  std::map<Digest, KeptAnswer> answers;
  std::map<std::tuple<ContentKind, std::string, std::string>, Digest> versions;
  std::map<Digest, std::string> content;
  std::map<std::string, std::string> settings;
  std::vector<std::pair<WebhookEndpoint, bool>> endpoints;  ///< and whether it has been removed
  std::vector<DeliveryRow> deliveries;
};

/// What the database of the real store would refuse.
inline void refuse_if(bool fault, const char* what) {
  if (fault) throw std::logic_error(what);
}

/// The row with this number; a number that was never given is a fault of the caller.
template <class Row>
Row& row_at(std::vector<Row>& rows, std::int64_t number) {
  refuse_if(number < 1 || number > static_cast<std::int64_t>(rows.size()), "no such row");
  return rows[static_cast<std::size_t>(number - 1)];
}
template <class Row>
const Row& row_at(const std::vector<Row>& rows, std::int64_t number) {
  refuse_if(number < 1 || number > static_cast<std::int64_t>(rows.size()), "no such row");
  return rows[static_cast<std::size_t>(number - 1)];
}

template <class Row>
bool has_row(const std::vector<Row>& rows, std::int64_t number) {
  return number >= 1 && number <= static_cast<std::int64_t>(rows.size());
}

/// Active, issued before, and not marked by the onboarding flow.
inline bool is_unmarked(const State& state, const ApprovalRow& approval, Instant issued_before) {
  return approval.life.state == ApprovalState::active && approval.record.awarded_at < issued_before &&
         !state.onboarding_marks.contains(approval.record.id);
}

}  // namespace kiosk::test
