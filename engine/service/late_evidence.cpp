#include "service/late_evidence.hpp"

#include <map>

#include "base/ensure.hpp"
#include "service/audit.hpp"
#include "service/finish_attempt.hpp"

namespace kiosk {

namespace {

/// More changes than this to one form are no evidence of anything.
constexpr std::size_t late_response_limit = 500;

Answers answers_with_late_ones(const ReadTx& tx, AttemptId attempt) {
  std::map<std::string, Response> latest;
  for (const Response& response : tx.attempts().responses(attempt)) latest.emplace(response.item, response);
  for (const Response& late : tx.attempts().late_responses(attempt)) {
    const auto current = latest.find(late.item);
    const bool newer = current == latest.end() || merge(current->second, late) == MergeOutcome::stored;
    if (newer) latest.insert_or_assign(late.item, late);
  }
  Answers answers;
  for (const auto& [item, response] : latest) answers.emplace(item, response.answer);
  return answers;
}

void review_if_it_matters(Tx& tx, const Context& context, const Attempt& attempt, Instant now) {
  const std::optional<StoredResult> current = tx.attempts().result(attempt.row);
  ENSURE(current.has_value(), "an expired attempt without a result");
  if (current->result.decision != Decision::fail) return;
  const DrawnFormPointer drawn = context.forms.of(tx, attempt);
  const ExamResult counted = score(drawn->form, *drawn->edition, answers_with_late_ones(tx, attempt.row));
  if (counted.decision != Decision::pass) return;
  StoredResult review = *current;
  review.version = current->version + 1;
  review.result.decision = Decision::review;
  review.reason = "late-evidence";
  review.created_at = now;
  tx.attempts().add_result(attempt.row, review);
  append_audit(tx, context.hasher,
               {server_actor, "result-to-review", "attempt:" + attempt.id.text(), "reason=late-evidence"}, now);
}

}  // namespace

bool takes_late_evidence(const AttemptDecision& decision, Instant now) {
  const Attempt& attempt = decision.attempt;
  return decision.verdict == Verdict::closed && attempt.state == AttemptState::expired && attempt.started_at &&
         now < attempt.accepts_until() + attempt.timing.late_evidence;
}

bool keep_late_evidence(Tx& tx, const Context& context, const Attempt& attempt, const std::vector<Response>& late,
                        Instant now) {
  std::size_t kept = tx.attempts().late_responses(attempt.row).size();
  const std::size_t kept_before = kept;
  for (const Response& response : late) {
    if (kept >= late_response_limit) break;
    tx.attempts().add_late_response(attempt.row, response);
    ++kept;
  }
  if (kept == kept_before) return false;
  review_if_it_matters(tx, context, attempt, now);
  return true;
}

}  // namespace kiosk
