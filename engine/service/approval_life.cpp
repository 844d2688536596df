#include "service/approval_life.hpp"

#include "base/ensure.hpp"
#include "service/approval_events.hpp"
#include "service/audit.hpp"

namespace kiosk {

namespace {

void emit_change(Tx& tx, const Context& context, const Uuid& approval, const LifeDecision& decision, Instant now) {
  const std::optional<ApprovalEventKind> kind = event_of(decision.change);
  if (!kind) return;
  EventFacts facts{*kind, decision.reason, {}};
  if (decision.change == LifeChange::recertification_asked) facts.recertify_by = decision.life.recertify_by;
  emit_event(tx, context, facts, tx.approvals().find(approval).value(), tx.approvals().credential(approval).value(),
             now);
}

std::string details_of(const LifeDecision& decision) {
  std::string details = "revision=" + std::to_string(decision.life.revision);
  if (decision.reason) details += " reason=" + std::string{reason_name(*decision.reason)};
  return details;
}

}  // namespace

LifeDecision change_approval(Tx& tx, const Context& context, const Uuid& approval, const LifeCommand& command,
                             const LifeActor& who, Instant now) {
  const std::optional<ApprovalLife> before = tx.approvals().life(approval);
  ENSURE(before.has_value(), "a change of an approval that is not there");
  const LifeDecision decision = decide(*before, command, now);
  if (decision.verdict != LifeVerdict::accepted) return decision;
  tx.approvals().update(
      approval, *before, decision.life,
      {decision.life.revision, decision.change, decision.life.state, decision.reason, who.name, who.staff, now});
  emit_change(tx, context, approval, decision, now);
  append_audit(tx, context.hasher,
               {who.name, "approval-" + std::string{change_name(decision.change)}, "approval:" + approval.text(),
                details_of(decision)},
               now);
  return decision;
}

Result<std::vector<Uuid>> due_approvals(const ReadTx& tx, Instant now, int limit) {
  return tx.approvals().due(now, limit);
}

Status settle_approval(Tx& tx, const Context& context, const Uuid& approval, Instant now) {
  const LifeActor server{server_actor, {}};
  while (change_approval(tx, context, approval, PassTimeCommand{}, server, now).verdict == LifeVerdict::accepted) {
  }
  return {};
}

Result<RecertifyStep> recertify(Tx& tx, const Context& context, const std::string& exam, Instant by,
                                const RecertifyStep& before, int limit, Instant now) {
  const ExamEditionPointer offered = context.catalogue.get()->find(exam);
  if (offered == nullptr) return failure(ErrorCode::exam_unknown, "the running server does not offer this exam");
  if (by <= now) return failure(ErrorCode::parameter_invalid, "the date must be in the future");
  const std::string& version = offered->exam.version;
  if (!before.reached) tx.approvals().set_recertification(exam, {version, by, now});
  const LifeActor by_operator{"operator", {}};
  RecertifyStep step = before;
  const std::vector<Uuid> next = tx.approvals().to_recertify(exam, version, by, before.reached, limit);
  for (const Uuid& approval : next) {
    const Status settled = settle_approval(tx, context, approval, now);  // it may have ended a moment ago
    if (settled.has_error()) return settled.error();
    change_approval(tx, context, approval, RecertifyCommand{by}, by_operator, now);
    step.reached = approval;
    ++step.asked;
  }
  step.done = static_cast<int>(next.size()) < limit;
  return step;
}

}  // namespace kiosk
