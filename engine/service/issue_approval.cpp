#include "service/issue_approval.hpp"

#include "base/ensure.hpp"
#include "base/planted_fault.hpp"
#include "service/approval_events.hpp"
#include "service/approval_life.hpp"
#include "service/audit.hpp"
#include "service/public_approval.hpp"
#include "service/status_places.hpp"

namespace kiosk {

namespace {

/// The applicant's newest approval of the exam before this one.
struct Previous {
  Uuid id;
  ApprovalLife life;
  bool renewable = false;  ///< the new one takes its place
};

std::optional<Previous> previous_approval(const Tx& tx, const Attempt& attempt, Instant now) {
  std::optional<Previous> previous;
  for (const ApprovalRecord& approval : tx.approvals().of_applicant(attempt.applicant)) {
    if (approval.exam != attempt.exam) continue;
    const ApprovalLife life = tx.approvals().life(approval.id).value();
    previous = Previous{approval.id, life, is_renewable(life, now)};
  }
  return previous;
}

/// What staff hold against the old approval, or have begun to, hangs over the new one, whenever they decided it.
void carry_over(Tx& tx, const Context& context, const ApprovalLife& old, const Uuid& fresh, Instant now) {
  if (const auto reason = held_against(old)) {
    change_approval(tx, context, fresh, SuspendCommand{*reason}, {server_actor, {}}, now);
  }
  if (old.revocation) {
    const StaffMember first = tx.people().staff(old.revocation->by).value();
    change_approval(tx, context, fresh, RevokeCommand{old.revocation->reason, first.row}, {actor(first), first.row},
                    now);
  }
}

/// Whoever was sitting an older version when its holders were asked to pass again is asked like them.
void ask_to_recertify(Tx& tx, const Context& context, const Attempt& attempt, const Uuid& fresh, Instant now) {
  const std::optional<Recertification> asked = tx.approvals().recertification(attempt.exam);
  if (!asked || asked->version == attempt.exam_version || attempt.prepared_at > asked->asked_at) return;
  change_approval(tx, context, fresh, RecertifyCommand{asked->by}, {server_actor, {}}, now);
}

ApprovalRecord make_record(Tx& tx, const Context& context, const Attempt& attempt, const Form& form,
                           const ExamEdition& edition, const ExamResult& result, const Previous* renewed, Instant now) {
  const std::optional<Applicant> applicant = tx.people().applicant(attempt.applicant);
  ENSURE(applicant.has_value(), "an attempt without its applicant");
  const std::int64_t counter = tx.approvals().next_number();
  const Instant awarded = std::chrono::floor<seconds>(now);  // credential times are whole seconds
  ApprovalRecord record;
  record.id = Uuid::time_ordered(now, context.entropy.uuid_bytes());
  record.number = tx.settings().get(number_prefix_setting).value_or(shipped_number_prefix) + "-" +
                  approval_number(applicant->region, awarded, counter);
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
  const int months = edition.exam.policy.validity_months;
  record.valid_until = renewed ? renewed_until(renewed->life.valid_until, months) : add_months(awarded, months);
  if (renewed) record.supersedes = renewed->id;
  record.status_entry = free_status_entry(tx, context, list_of(counter));
  return record;
}

}  // namespace

void issue_approval(Tx& tx, const Context& context, const Attempt& attempt, const Form& form,
                    const ExamEdition& edition, const StoredResult& result, Instant now) {
  ENSURE(result.result.decision == Decision::pass, "an approval without a pass");
  const std::optional<Previous> previous = previous_approval(tx, attempt, now);
  const Previous* const renewed = previous && previous->renewable ? &*previous : nullptr;
  const ApprovalRecord record = make_record(tx, context, attempt, form, edition, result.result, renewed, now);
  const std::string credential = context.credentials.credential(record, edition.exam);
  tx.approvals().add(
      {record, attempt.applicant, attempt.row, result.version, credential, new_page_token(context.entropy)});
  if (renewed && !planted(PlantedFault::renewal_beside_old)) {
    change_approval(tx, context, renewed->id, SupersedeCommand{}, {server_actor, {}}, now);
  }
  if (planted(PlantedFault::event_outside_transaction)) return;  // some later job would write it
  const ApprovalEventKind kind = renewed ? ApprovalEventKind::renewed : ApprovalEventKind::issued;
  emit_event(tx, context, {kind, {}, {}}, record, credential, now);
  append_audit(tx, context.hasher,
               {server_actor, renewed ? "approval-renewed" : "approval-issued", "approval:" + record.id.text(),
                "attempt=" + attempt.id.text()},
               now);
  if (previous) carry_over(tx, context, previous->life, record.id, now);
  ask_to_recertify(tx, context, attempt, record.id, now);
}

}  // namespace kiosk
