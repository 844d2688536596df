#include "service/finish_attempt.hpp"

#include "base/planted_fault.hpp"
#include "service/audit.hpp"
#include "service/issue_approval.hpp"

namespace kiosk {

namespace {

/// Answers the decision, for the audit.
std::string score_and_store(Tx& tx, const Context& context, const Attempt& attempt, Instant now) {
  const DrawnFormPointer drawn = context.forms.of(tx, attempt);
  const ExamEditionPointer edition =
      planted(PlantedFault::current_bank_scores) ? context.catalogue.get()->find(attempt.exam) : drawn->edition;
  StoredResult stored;
  stored.result = score(drawn->form, *edition, current_answers(tx, attempt.row));
  stored.reason = state_name(attempt.state);
  stored.created_at = now;
  tx.attempts().add_result(attempt.row, stored);
  if (stored.result.decision == Decision::pass)
    issue_approval(tx, context, attempt, drawn->form, *edition, stored, now);
  return "decision=" + std::string{decision_name(stored.result.decision)} + " result=1";
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
                  Instant now, const std::string& reason) {
  const bool again = planted(PlantedFault::submit_scores_again) && before.ended();
  if (before == after && !again) return;
  tx.attempts().update(before, after);
  const bool ends = (again || !before.ended()) && after.ended() && after.started_at;
  std::string details = ends ? score_and_store(tx, context, after, now) : std::string{};
  if (after.extension != before.extension) {
    details = "seconds=" + std::to_string((after.extension - before.extension).count()) + " reason=" + reason;
  }
  append_audit(tx, context.hasher, {actor, act_of(before, after), "attempt:" + after.id.text(), details}, now);
}

Attempt settle(Tx& tx, const Context& context, const Attempt& attempt, Instant now) {
  const AttemptDecision decision = decide(attempt, TickCommand{}, now);
  store_change(tx, context, attempt, decision.attempt, server_actor, now);
  return decision.attempt;
}

Result<std::vector<Uuid>> overdue_attempts(const ReadTx& tx, Instant now, int limit) {
  std::vector<Uuid> ids;
  for (const Attempt& attempt : tx.attempts().overdue(now, limit)) ids.push_back(attempt.id);
  return ids;
}

Status close_attempt(Tx& tx, const Context& context, const Uuid& attempt, Instant now) {
  if (const std::optional<Attempt> found = tx.attempts().find(attempt)) settle(tx, context, *found, now);
  return {};
}

}  // namespace kiosk
