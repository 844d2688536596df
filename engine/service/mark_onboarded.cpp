#include "service/mark_onboarded.hpp"

#include "service/approval_view.hpp"
#include "service/audit.hpp"

namespace kiosk {

Result<MarkedOnboarded> mark_onboarded(Tx& tx, const Context& context, const MarkOnboardedCommand& command,
                                       Instant now) {
  const Result<MachineToken> token = require_machine(tx, context, command.bearer, Scope::approvals_onboard);
  if (token.has_error()) return token.error();
  const std::optional<ApprovalRecord> approval = tx.approvals().find(command.approval);
  if (!approval) return failure(ErrorCode::approval_unknown);
  const std::optional<OnboardingMark> before = tx.approvals().onboarding_mark(command.approval);
  if (before && before->external_id == command.external_id) return MarkedOnboarded{*before, false};
  const ApprovalState state = live_state(*approval, now);
  if (is_final(state) || state == ApprovalState::expired) {
    return failure(ErrorCode::approval_state, {}, {{"state", std::string{state_name(state)}}});
  }

  const OnboardingMark mark{command.external_id, token->token_id, before ? before->first_at : now, now};
  tx.approvals().set_onboarding_mark(command.approval, mark);
  append_audit(tx, context.hasher,
               {"machine:" + token->token_id,
                before ? "onboarding-mark-changed" : "onboarded",
                "approval:" + command.approval.text(),
                {}},
               now);
  return MarkedOnboarded{mark, !before};
}

}  // namespace kiosk
