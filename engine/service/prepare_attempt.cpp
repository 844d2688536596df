#include "service/prepare_attempt.hpp"

#include <algorithm>

#include "base/planted_fault.hpp"
#include "form/assemble.hpp"
#include "service/audit.hpp"
#include "service/finish_attempt.hpp"

namespace kiosk {

namespace {

Status check_rules(const Exam& exam, const std::vector<std::string>& accepted) {
  for (const Rule& rule : exam.rules) {
    const std::string with_version = rule.id + "@" + std::to_string(rule.version);
    const auto name = std::find_if(accepted.begin(), accepted.end(), [&](const std::string& one) {
      return one == rule.id || one.starts_with(rule.id + "@");
    });
    if (name == accepted.end()) {
      return failure(ErrorCode::rules_not_accepted, "every rule of the exam must be accepted", {{"rule", rule.id}});
    }
    if (*name != rule.id && *name != with_version) {
      return failure(ErrorCode::rules_changed, "the rule stands as " + with_version, {{"rule", rule.id}});
    }
  }
  if (accepted.size() != exam.rules.size()) {
    return failure(ErrorCode::rules_not_accepted, "the exam has no such rule, or one is named twice");
  }
  return {};
}

/// Whether an approval of the exam stands in the way of another attempt.
bool approved(const Tx& tx, ApplicantId applicant, const std::string& exam, Instant now) {
  const std::vector<ApprovalRecord> approvals = tx.approvals().of_applicant(applicant);
  return std::any_of(approvals.begin(), approvals.end(), [&](const ApprovalRecord& approval) {
    return approval.exam == exam && !may_sit_again(tx.approvals().life(approval.id).value(), now);
  });
}

Status check_admission(const Tx& tx, const Exam& exam, ApplicantId applicant, const AttemptHistory& history,
                       Instant now) {
  if (!exam.policy.is_open(now)) return failure(ErrorCode::exam_not_open);
  if (exam.policy.entry == Entry::invitation) return failure(ErrorCode::invitation_required);
  if (approved(tx, applicant, exam.id, now)) return failure(ErrorCode::already_approved);
  if (attempts_left(exam.policy, history) == 0) return failure(ErrorCode::attempts_used_up);
  if (const auto next = next_attempt_at(exam.policy, history, now)) {
    return failure(ErrorCode::waiting_time, {}, {{"next_attempt_at", to_rfc3339_ms(*next)}});
  }
  return {};
}

/// Items of the applicant's earlier forms of the same exam.
std::vector<ItemReference> items_met(const Tx& tx, const std::vector<Attempt>& earlier, const std::string& exam) {
  std::vector<ItemReference> met;
  for (const Attempt& attempt : earlier) {
    if (attempt.exam != exam || !attempt.started_at) continue;
    for (const FormItem& item : tx.attempts().form(attempt.row).items) met.push_back({item.bank, item.item});
  }
  std::sort(met.begin(), met.end());
  met.erase(std::unique(met.begin(), met.end()), met.end());
  return met;
}

Seed form_seed(const Context& context, ApplicantId applicant) {
  if (planted(PlantedFault::seed_from_applicant)) return {static_cast<std::uint8_t>(applicant.value)};
  return context.entropy.seed();
}

NewAttempt new_attempt(const Context& context, const Exam& exam, ApplicantId applicant, int number, Form form,
                       Instant now) {
  NewAttempt fresh;
  fresh.attempt.id = Uuid::random(context.entropy.uuid_bytes());
  fresh.attempt.applicant = applicant;
  fresh.attempt.exam = exam.id;
  fresh.attempt.exam_version = exam.version;
  fresh.attempt.number = number;
  fresh.attempt.timing = {exam.policy.time_limit, exam.policy.grace, exam.policy.prepared_lapse,
                          exam.policy.late_evidence};
  fresh.attempt.prepared_at = now;
  fresh.form = std::move(form);
  for (const Rule& rule : exam.rules) fresh.accepted_rules.push_back({rule.id, rule.version});
  return fresh;
}

}  // namespace

AttemptHistory attempt_history(const std::vector<Attempt>& attempts, const std::string& exam,
                               std::optional<Instant> since) {
  AttemptHistory history;
  for (const Attempt& attempt : attempts) {
    if (attempt.exam != exam || !attempt.started_at || (since && *attempt.started_at < *since)) continue;
    ++history.counted;
    if (attempt.ended_at) history.last_end = std::max(history.last_end.value_or(*attempt.ended_at), *attempt.ended_at);
  }
  return history;
}

std::optional<Instant> counts_since(const ReadTx& tx, ApplicantId applicant, const std::string& exam, Instant now) {
  std::optional<Instant> since;
  for (const ApprovalRecord& approval : tx.approvals().of_applicant(applicant)) {
    if (approval.exam != exam || approval.awarded_at > now) continue;
    const ApprovalLife life = tx.approvals().life(approval.id).value();
    if (life.state != ApprovalState::revoked && may_sit_again(life, now)) since = approval.awarded_at;
  }
  return since;
}

Result<Prepared> prepare_attempt(Tx& tx, const Context& context, const PrepareCommand& command, Instant now) {
  const Result<Applicant> applicant = require_applicant(tx, context, command.token, now);
  if (applicant.has_error()) return applicant.error();
  const ExamEditionPointer edition = context.catalogue.get()->find(command.exam);
  if (edition == nullptr) return failure(ErrorCode::exam_unknown);

  std::optional<Attempt> live = tx.attempts().live(applicant->row, command.exam);
  if (live && !planted(PlantedFault::live_attempt_not_asked)) {
    const Attempt settled = settle(tx, context, *live, now);
    if (!settled.ended()) return Prepared{plain_view(settled, context.forms.of(tx, settled)->form, now), false};
  }
  const std::vector<Attempt> earlier = tx.attempts().all_of(applicant->row);
  const AttemptHistory history =
      attempt_history(earlier, command.exam, counts_since(tx, applicant->row, command.exam, now));
  if (const Status admitted = check_admission(tx, edition->exam, applicant->row, history, now); admitted.has_error()) {
    return admitted.error();
  }
  if (const Status rules = check_rules(edition->exam, command.rules_accepted); rules.has_error()) return rules.error();

  Result<Form> form =
      assemble(*edition, form_seed(context, applicant->row), command.language, items_met(tx, earlier, command.exam));
  if (form.has_error()) return form.error();
  NewAttempt fresh = new_attempt(context, edition->exam, applicant->row,
                                 attempt_history(earlier, command.exam).counted + 1, std::move(*form), now);
  fresh.attempt.row = tx.attempts().add(fresh);
  context.forms.remember(fresh.attempt.id, std::make_shared<const DrawnForm>(fresh.form, edition));
  append_audit(tx, context.hasher,
               {actor(*applicant), "attempt-prepared", "attempt:" + fresh.attempt.id.text(),
                "exam=" + edition->exam.id + " version=" + edition->exam.version},
               now);
  return Prepared{plain_view(fresh.attempt, fresh.form, now), true};
}

}  // namespace kiosk
