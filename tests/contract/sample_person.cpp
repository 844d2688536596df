#include "contract/sample_person.hpp"

namespace kiosk::test {

void SamplePerson::add_to(Tx& tx, StaffId staff, EndpointId endpoint) const {
  const ApplicantId applicant = add_applicant(tx);
  const AttemptId attempt = add_attempt(tx, applicant, staff);
  const Uuid approval = add_approval(tx, applicant, attempt, staff);
  add_delivery(tx, approval, endpoint);
  add_audit(tx, approval);
}

ApplicantId SamplePerson::add_applicant(Tx& tx) const {
  NewApplicant fresh = an_applicant(number_, "CN-GD-" + text_);
  fresh.applicant.registered_at = at(1);
  fresh.identity.shop_name = "Shop " + text_;
  const ApplicantId applicant = tx.people().add_applicant(fresh);
  tx.people().add_sign_in({a_digest(100 + number_), applicant, at(2), at(3)});
  return applicant;
}

AttemptId SamplePerson::add_attempt(Tx& tx, ApplicantId applicant, StaffId staff) const {
  NewAttempt fresh = an_attempt(number_, applicant, "language-" + text_);
  for (FormItem& item : fresh.form.items) item.public_id += "-" + text_;
  fresh.attempt.prepared_at = at(4);
  fresh.attempt.row = tx.attempts().add(fresh);
  Attempt open = started(fresh.attempt, at(5));
  open.extension = seconds{61};
  tx.attempts().update(fresh.attempt, open);
  tx.attempts().add_extension(open.row, {seconds{61}, "the lights of " + text_, staff, at(6)});
  tx.attempts().store_response(open.row, response(11, at(7)));
  tx.attempts().store_response(open.row, response(12, at(8)));
  tx.attempts().update(open, handed_in(open, at(9)));
  tx.attempts().add_late_response(open.row, response(13, at(10)));
  StoredResult result = a_result(Decision::pass);
  result.created_at = at(11);
  tx.attempts().add_result(open.row, result);
  return open.row;
}

Response SamplePerson::response(int revision, Instant received_at) const {
  Response response = a_response("q1-" + text_, 1, revision, "a");
  response.received_at = received_at;
  return response;
}

/// Its credential was signed anew, it was onboarded, and its page shows the name.
Uuid SamplePerson::add_approval(Tx& tx, ApplicantId applicant, AttemptId attempt, StaffId staff) const {
  NewApproval fresh = an_approval(number_, applicant, attempt);
  ApprovalRecord& record = fresh.record;
  record.awarded_at = at(12);
  record.valid_from = at(13);
  record.valid_until = at(14) + std::chrono::days{365};
  tx.approvals().add(fresh);
  tx.outbox().add(event(1, record.id, fresh.credential));
  change_life(tx, record, staff);
  record.status_entry.index = 4700 + static_cast<int>(number_);
  tx.approvals().reissue(record, "signed.anew." + text_, at(20));
  tx.outbox().add(event(2, record.id, "signed.anew." + text_));
  tx.approvals().set_onboarding_mark(record.id, {"partner-" + text_, "abcdefgh", at(21), at(22)});
  tx.approvals().set_name_shown(record.id, true);
  return record.id;
}

/// Asked to pass again, suspended, to be revoked.
void SamplePerson::change_life(Tx& tx, const ApprovalRecord& record, StaffId staff) const {
  ApprovalLife life = new_life(record.valid_from, record.valid_until);
  int s = 15;
  for (const LifeCommand& command :
       {LifeCommand{RecertifyCommand{at(100'000)}}, LifeCommand{SuspendCommand{ReasonCode::integrity}},
        LifeCommand{RevokeCommand{ReasonCode::r2, staff}}}) {
    const LifeDecision decision = decide(life, command, at(++s));
    REQUIRE(decision.verdict == LifeVerdict::accepted);
    tx.approvals().update(
        record.id, life, decision.life,
        {decision.life.revision, decision.change, decision.life.state, decision.reason, "staff:1", staff, at(s)});
    life = decision.life;
  }
}

OutboxEvent SamplePerson::event(int nth, const Uuid& approval, const std::string& credential) const {
  OutboxEvent event;
  event.sequence = 2 * (static_cast<std::int64_t>(number_) - 1) + nth;
  event.id = "evt_of_" + text_ + "_" + std::to_string(nth);
  event.type = "of." + text_;
  event.subject = "approvals/" + approval.text();
  event.body = R"({"credential":")" + credential + "\"}";
  event.created_at = at(30 + nth);
  return event;
}

void SamplePerson::add_delivery(Tx& tx, const Uuid& approval, EndpointId endpoint) const {
  const OutboxEvent told = event(1, approval, {});
  Delivery delivery;
  delivery.endpoint = endpoint;
  delivery.event_id = told.id;
  delivery.type = told.type;
  delivery.subject = told.subject;
  delivery.sequence = told.sequence;
  delivery.created_at = told.created_at;
  delivery.attempts = 7;
  delivery.failures = 6;
  delivery.next_at = at(40);
  delivery.last_outcome = AttemptOutcome::refused;
  delivery.last_status = 418;
  delivery.last_error = "status 418 for " + text_;
  const DeliveryId row = tx.webhooks().add_delivery(delivery, {});
  tx.webhooks().add_attempt(row, {at(41), AttemptOutcome::refused, 418, milliseconds{123}, delivery.last_error});
}

void SamplePerson::add_audit(Tx& tx, const Uuid& approval) const {
  const std::string self = "applicant:" + id();
  const std::string attempt = "attempt:" + an_attempt(number_, {}).attempt.id.text();
  const std::optional<AuditEntry> last = tx.audit().last();
  std::int64_t number = last ? last->number : 0;
  for (const auto& [actor, subject] :
       std::initializer_list<std::pair<std::string, std::string>>{{self, self},
                                                                  {"staff:1", self},
                                                                  {self, "elsewhere:1"},
                                                                  {"server", attempt},
                                                                  {"machine:abcdefgh", "approval:" + approval.text()},
                                                                  {"server", "server"}}) {
    AuditEntry entry = an_audit_entry(++number);
    entry.time = at(50 + static_cast<int>(number));
    entry.actor = actor;
    entry.act = "act-on-" + text_;
    entry.subject = subject;
    entry.details = "detail=" + std::to_string(number);
    tx.audit().add(entry);
  }
}

}  // namespace kiosk::test
