#include "service/approval_acts.hpp"

#include "base/ensure.hpp"
#include "base/planted_fault.hpp"
#include "service/approval_life.hpp"
#include "service/audit.hpp"
#include "service/tokens.hpp"

namespace kiosk {

namespace {

LifeCommand command_of(const ApprovalActCommand& command, const StaffMember& staff) {
  switch (command.act) {
    case ApprovalAct::suspend: return SuspendCommand{command.reason};
    case ApprovalAct::reinstate: return ReinstateCommand{command.reason};
    case ApprovalAct::revoke: return RevokeCommand{command.reason, staff.row};
  }
  ENSURE(false, "an act of no kind");
}

Digest request_hash(const Hasher& hasher, const ApprovalActCommand& command) {
  return hasher.sha256(std::to_string(static_cast<int>(command.act)) + " " + command.approval.text() + " " +
                       std::string{reason_name(command.reason)});
}

Error refusal(const LifeDecision& decision, Instant now) {
  switch (decision.verdict) {
    case LifeVerdict::accepted: break;
    case LifeVerdict::nothing_due: break;  // of the server's own commands
    case LifeVerdict::state_refuses:
      return failure(ErrorCode::approval_state, {}, {{"state", std::string{state_name(state_at(decision.life, now))}}});
    case LifeVerdict::same_person: return failure(ErrorCode::second_person_needed);
    case LifeVerdict::other_reason:
      return failure(ErrorCode::reason_differs, {},
                     {{"reason", std::string{reason_name(decision.life.revocation.value().reason)}}});
  }
  ENSURE(false, "a refusal asked for of an accepted command");
}

}  // namespace

Result<ApprovalActAnswer> act_on_approval(Tx& tx, const Context& context, const ApprovalActCommand& command,
                                          const DetailWriter& write, Instant now) {
  const Result<StaffMember> staff = require_staff(tx, context, command.token, Act::change_approvals, now);
  if (staff.has_error()) return staff.error();
  if (!command.idempotency_key) {
    return failure(ErrorCode::request_refused, "Idempotency-Key: a quoted string of 1 to 128 characters is required");
  }
  const Digest key = context.hasher.keyed(idempotency_purpose, actor(*staff) + '\n' + *command.idempotency_key);
  const Digest request = request_hash(context.hasher, command);
  if (const std::optional<KeptAnswer> kept = tx.answers().find(key); kept && now < kept->expires_at) {
    if (kept->request != request) return failure(ErrorCode::key_reused);
    return ApprovalActAnswer{kept->status, kept->body, kept->tag};
  }
  const std::optional<ApprovalDetail> before = approval_detail(tx, command.approval, now);
  if (!before) return failure(ErrorCode::approval_unknown);
  const Status fits = require_tag(command.if_match, before->tag, "approval");
  if (fits.has_error()) return fits.error();
  const LifeDecision decision =
      change_approval(tx, context, command.approval, command_of(command, *staff), {actor(*staff), staff->row}, now);
  if (decision.verdict != LifeVerdict::accepted) return refusal(decision, now);

  const ApprovalDetail after = approval_detail(tx, command.approval, now).value();
  const int status = decision.change == LifeChange::revocation_requested ? 202 : 200;
  const KeptAnswer answer{key, request, status, write(after), after.tag, now + answers_kept};
  if (!planted(PlantedFault::answer_kept_later)) tx.answers().keep(answer);
  return ApprovalActAnswer{answer.status, answer.body, answer.tag};
}

}  // namespace kiosk
