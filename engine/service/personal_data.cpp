#include "service/personal_data.hpp"

#include <limits>

#include "base/ensure.hpp"
#include "service/audit.hpp"
#include "service/finish_attempt.hpp"
#include "service/tokens.hpp"

namespace kiosk {

namespace {

constexpr const char* operator_actor = "operator";

Result<Applicant> find_person(const ReadTx& tx, const Hasher& hasher, const std::string& person) {
  std::optional<Applicant> found;
  if (const std::optional<Uuid> id = Uuid::parse(person)) {
    found = tx.people().applicant(*id);
  } else if (const std::optional<std::string> code = normalised_candidate_code(person)) {
    found = tx.people().applicant_by_code(hasher.keyed(candidate_code_purpose, *code));
  }
  if (!found) return failure(ErrorCode::applicant_unknown, "no applicant has this candidate code or id");
  return std::move(*found);
}

/// A stored answer names options by their ids in the bank, which belong to the exam; the person chose others.
std::vector<Response> as_given(std::vector<Response> responses, const Form& form) {
  for (Response& response : responses) {
    const FormItem* item = form.find(response.item);
    ENSURE(item != nullptr, "a stored response to an item that is not on the form");
    response.answer = answer_in_public_terms(response.answer, *item);
  }
  return responses;
}

AttemptData attempt_data(const ReadTx& tx, const Attempt& attempt) {
  const AttemptRows& rows = tx.attempts();
  const Form form = rows.form(attempt.row);
  AttemptData data;
  data.attempt = attempt;
  data.language = form.language;
  for (const FormItem& item : form.items) data.items.push_back(item.public_id);
  data.accepted_rules = rows.accepted_rules(attempt.row);
  data.extensions = rows.extensions(attempt.row);
  data.responses = as_given(rows.responses(attempt.row), form);
  data.changes = as_given(rows.response_history(attempt.row), form);
  data.late_responses = as_given(rows.late_responses(attempt.row), form);
  data.answers_removed_at = tx.retention().answers_removed_at(attempt.row);
  data.results = rows.results(attempt.row);
  return data;
}

ApprovalData approval_data(const ReadTx& tx, const ApprovalRecord& record) {
  const ApprovalRows& rows = tx.approvals();
  ApprovalData data;
  data.record = record;
  data.life = rows.life(record.id).value();
  data.credential = rows.credential(record.id).value();
  data.page = rows.verify_page(record.id).value();
  data.changes = rows.history(record.id);
  data.onboarding = rows.onboarding_mark(record.id);
  for (ApprovalDelivery& delivery : deliveries_of(tx, record.id, std::numeric_limits<int>::max())) {
    std::vector<DeliveryAttempt> tries = tx.webhooks().attempts(delivery.delivery.row);
    data.deliveries.push_back({std::move(delivery), std::move(tries)});
  }
  return data;
}

/// Names of the person in audit and events.
PersonalTrail trail_of(const PersonalData& data) {
  PersonalTrail trail;
  trail.actor = actor(data.applicant);
  trail.audit_subjects.insert(trail.actor);
  for (const AttemptData& attempt : data.attempts) trail.audit_subjects.insert("attempt:" + attempt.attempt.id.text());
  for (const ApprovalData& approval : data.approvals) {
    trail.audit_subjects.insert("approval:" + approval.record.id.text());
    trail.event_subjects.insert("approvals/" + approval.record.id.text());
  }
  return trail;
}

}  // namespace

Result<PersonalData> personal_data(const ReadTx& tx, const Hasher& hasher, const std::string& person) {
  const Result<Applicant> found = find_person(tx, hasher, person);
  if (found.has_error()) return found.error();
  PersonalData data;
  data.applicant = *found;
  data.identity = tx.people().identity(found->row);
  data.sign_ins = tx.people().sign_ins_of(found->row);
  for (const Attempt& attempt : tx.attempts().all_of(found->row)) data.attempts.push_back(attempt_data(tx, attempt));
  for (const ApprovalRecord& record : tx.approvals().of_applicant(found->row)) {
    data.approvals.push_back(approval_data(tx, record));
  }
  data.trail = trail_of(data);
  return data;
}

void note_export(Tx& tx, const Context& context, const Uuid& applicant, Instant now) {
  append_audit(tx, context.hasher, {operator_actor, "person-exported", "applicant:" + applicant.text(), {}}, now);
}

Result<Uuid> erase_person(Tx& tx, const Context& context, const std::string& person, Instant now) {
  const Result<Applicant> found = find_person(tx, context.hasher, person);
  if (found.has_error()) return found.error();
  if (found->erased_at) {
    return failure(ErrorCode::applicant_unknown, "this person was erased at " + to_rfc3339(*found->erased_at));
  }
  for (const Attempt& attempt : tx.attempts().all_of(found->row)) {
    if (settle(tx, context, attempt, now).state != AttemptState::open) continue;
    return failure(ErrorCode::attempt_not_ended, "attempt " + attempt.id.text() + " runs until " +
                                                     to_rfc3339(attempt.accepts_until()) +
                                                     "; erase the person when it is over");
  }
  erase(tx, context.hasher, *found, operator_actor, now);
  return found->id;
}

void erase(Tx& tx, const Hasher& hasher, const Applicant& applicant, const std::string& by, Instant now) {
  tx.people().erase(applicant.row, now);
  append_audit(tx, hasher, {by, "person-erased", actor(applicant), {}}, now);
}

}  // namespace kiosk
