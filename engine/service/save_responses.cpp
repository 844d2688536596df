#include "service/save_responses.hpp"

#include <algorithm>

#include "base/ensure.hpp"
#include "base/planted_fault.hpp"
#include "service/finish_attempt.hpp"
#include "service/late_evidence.hpp"
#include "service/sit_attempt.hpp"

namespace kiosk {

namespace {

/// The entry in bank terms, or the code of why it does not fit the form.
struct Fitted {
  std::optional<Response> response;
  std::string code;
};

Fitted fit(const SaveEntry& entry, int epoch, const DrawnForm& drawn, Instant now) {
  const DrawnForm::Place place = drawn.find(entry.item);
  if (place.form_item == nullptr) return {std::nullopt, "item-unknown"};
  std::optional<Answer> answer = answer_in_bank_terms(entry.answer, *place.form_item, *place.item);
  if (!answer) return {std::nullopt, "answer-invalid"};
  return {Response{entry.item, epoch, entry.revision, std::move(*answer), entry.marked, entry.since_start_ms, now}, {}};
}

void save_all(Tx& tx, const Context& context, Attempt attempt, const SaveResponsesCommand& command, SaveReply& reply,
              Instant now) {
  const DrawnFormPointer drawn = context.forms.of(tx, attempt);
  const Attempt before = attempt;
  for (const SaveEntry& entry : command.entries) {
    Fitted fitted = fit(entry, command.epoch, *drawn, now);
    if (!fitted.response) {
      reply.rejected.push_back({entry.item, entry.revision, std::move(fitted.code)});
      continue;
    }
    const MergeOutcome outcome = merge(tx.attempts().response(attempt.row, entry.item), *fitted.response);
    if (outcome == MergeOutcome::conflict) {
      reply.rejected.push_back({entry.item, entry.revision, "revision-conflict"});
      continue;
    }
    if (outcome == MergeOutcome::stored) tx.attempts().store_response(attempt.row, *fitted.response);
    attempt.last_revision = std::max(attempt.last_revision, entry.revision);
    reply.saved.push_back({entry.item, entry.revision});
  }
  if (attempt.last_revision != before.last_revision) tx.attempts().update(before, attempt);
}

std::vector<Response> fitting_responses(const ReadTx& tx, const Context& context, const Attempt& attempt,
                                        const SaveResponsesCommand& command, Instant now) {
  const DrawnFormPointer drawn = context.forms.of(tx, attempt);
  std::vector<Response> responses;
  for (const SaveEntry& entry : command.entries) {
    if (Fitted fitted = fit(entry, command.epoch, *drawn, now); fitted.response) {
      responses.push_back(std::move(*fitted.response));
    }
  }
  return responses;
}

}  // namespace

Result<SaveReply> save_responses(Tx& tx, const Context& context, const SaveResponsesCommand& command, Instant now) {
  const Result<Attempt> found = own_attempt(tx, context, command.token, command.attempt, now);
  if (found.has_error()) return found.error();
  if (planted(PlantedFault::browser_tells_the_time) && found->started_at && !command.entries.empty()) {
    now = *found->started_at + milliseconds{command.entries.front().since_start_ms};
  }
  const AttemptDecision decision = decide(*found, SaveCommand{command.epoch}, now);
  SaveReply reply;
  reply.state = decision.attempt.state;
  reply.seconds_left = decision.attempt.seconds_left(now);
  if (decision.verdict == Verdict::accepted) {
    save_all(tx, context, decision.attempt, command, reply, now);
    return reply;
  }
  if (!takes_late_evidence(decision, now)) return refusal(decision);
  const Attempt closed = settle(tx, context, *found, now);
  const bool kept = keep_late_evidence(tx, context, closed, fitting_responses(tx, context, closed, command, now), now);
  reply.refused = refusal(decision);
  reply.refused->parameters.emplace_back("kept_as_evidence", kept);
  return reply;
}

}  // namespace kiosk
