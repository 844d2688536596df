#include "service/issue_approval.hpp"

#include "base/ensure.hpp"
#include "base/hex.hpp"
#include "base/planted_fault.hpp"
#include "service/audit.hpp"

namespace kiosk {

namespace {

/// Half-filled lists keep the search for a free random index short.
constexpr std::int64_t approvals_per_list = status_list_length / 2;

/// Random among the free places, so that an index tells neither volume nor order.
StatusEntry free_status_entry(const Tx& tx, const Context& context, std::int64_t approval_counter) {
  Rng rng{context.entropy.seed()};
  StatusEntry entry;
  entry.list = static_cast<int>(1 + (approval_counter - 1) / approvals_per_list);
  do {
    entry.index = static_cast<int>(rng.below(status_list_length));
  } while (tx.approvals().status_index_taken(entry));
  return entry;
}

ApprovalRecord make_record(Tx& tx, const Context& context, const Attempt& attempt, const Form& form,
                           const ExamEdition& edition, const ExamResult& result, Instant now) {
  const std::optional<Applicant> applicant = tx.people().applicant(attempt.applicant);
  ENSURE(applicant.has_value(), "an attempt without its applicant");
  const std::int64_t counter = tx.approvals().next_number();
  const Instant awarded = std::chrono::floor<seconds>(now);  // credential times are whole seconds
  ApprovalRecord record;
  record.id = Uuid::time_ordered(now, context.entropy.uuid_bytes());
  record.number = approval_number(applicant->region, awarded, counter);
  record.partner_id = applicant->partner_id;
  record.region = applicant->region;
  record.language = form.language;
  record.exam = attempt.exam;
  record.exam_version = attempt.exam_version;
  record.exam_fingerprint = form.exam_fingerprint;
  record.banks = form.banks;
  record.score = result.total;
  record.cut_percent = result.cut_percent;
  record.sections = result.sections;
  record.rules = tx.attempts().accepted_rules(attempt.row);
  record.awarded_at = awarded;
  record.valid_from = awarded;
  record.valid_until = add_months(awarded, edition.exam.policy.validity_months);
  record.status_entry = free_status_entry(tx, context, counter);
  return record;
}

void emit_issued(Tx& tx, const Context& context, const ApprovalRecord& record, const std::string& credential,
                 Instant now) {
  ApprovalEvent event;
  event.id = "evt_" + to_hex(Uuid::time_ordered(now, context.entropy.uuid_bytes()).bytes());
  event.kind = ApprovalEventKind::issued;
  event.time = now;
  event.sequence = tx.outbox().next_sequence();
  event.approval = record;
  event.credential = credential;
  tx.outbox().add({event.sequence, event.id, context.credentials.event_type(event.kind),
                   "approvals/" + record.id.text(), context.credentials.event_body(event), now});
}

}  // namespace

void issue_approval(Tx& tx, const Context& context, const Attempt& attempt, const Form& form,
                    const ExamEdition& edition, const StoredResult& result, Instant now) {
  ENSURE(result.result.decision == Decision::pass, "an approval without a pass");
  const ApprovalRecord record = make_record(tx, context, attempt, form, edition, result.result, now);
  const std::string credential = context.credentials.credential(record, edition.exam);
  tx.approvals().add({record, attempt.applicant, attempt.row, result.version, credential});
  if (planted(PlantedFault::event_outside_transaction)) return;  // some later job would write it
  emit_issued(tx, context, record, credential, now);
  append_audit(tx, context.hasher,
               {server_actor, "approval-issued", "approval:" + record.id.text(), "attempt=" + attempt.id.text()}, now);
}

}  // namespace kiosk
