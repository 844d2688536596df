#include "service/finish_attempt.hpp"

#include "service/audit.hpp"
#include "service/issue_approval.hpp"

namespace kiosk {

namespace {

void score_and_store(Tx& tx, const Context& context, const Attempt& attempt, Instant now) {
  const Form form = tx.attempts().form(attempt.row);
  const ExamEditionPointer edition = context.editions.of_form(tx, form);
  StoredResult stored;
  stored.result = score(form, *edition, current_answers(tx, attempt.row));
  stored.reason = state_name(attempt.state);
  stored.created_at = now;
  tx.attempts().add_result(attempt.row, stored);
  if (stored.result.decision == Decision::pass) issue_approval(tx, context, attempt, form, *edition, stored, now);
}

std::string act_of(const Attempt& before, const Attempt& after) {
  if (after.lapsed()) return "attempt-lapsed";
  if (before.state != after.state) return "attempt-" + std::string{state_name(after.state)};
  if (before.epoch != after.epoch) return "attempt-taken-over";
  return "attempt-extended";
}

}  // namespace

Answers current_answers(const ReadTx& tx, AttemptId attempt) {
  Answers answers;
  for (Response& response : tx.attempts().responses(attempt)) {
    answers.emplace(std::move(response.item), std::move(response.answer));
  }
  return answers;
}

void store_change(Tx& tx, const Context& context, const Attempt& before, const Attempt& after, const std::string& actor,
                  Instant now) {
  if (before == after) return;
  tx.attempts().update(before, after);
  append_audit(tx, context.hasher, {actor, act_of(before, after), "attempt:" + after.id.text(), {}}, now);
  if (!before.ended() && after.ended() && after.started_at) score_and_store(tx, context, after, now);
}

Attempt settle(Tx& tx, const Context& context, const Attempt& attempt, Instant now) {
  const AttemptDecision decision = decide(attempt, TickCommand{}, now);
  store_change(tx, context, attempt, decision.attempt, server_actor, now);
  return decision.attempt;
}

Result<int> close_overdue(Tx& tx, const Context& context, Instant now, int limit) {
  int closed = 0;
  for (const Attempt& attempt : tx.attempts().overdue(now, limit)) {
    settle(tx, context, attempt, now);
    ++closed;
  }
  return closed;
}

}  // namespace kiosk
