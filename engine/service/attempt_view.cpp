#include "service/attempt_view.hpp"

#include "attempt/decide.hpp"
#include "base/ensure.hpp"
#include "base/planted_fault.hpp"

namespace kiosk {

namespace {

/// With paper and responses while it is open.
AttemptView full_view(const ReadTx& tx, const Context& context, const Attempt& attempt, Instant now) {
  const DrawnFormPointer drawn = context.forms.of(tx, attempt);
  AttemptView view = plain_view(attempt, drawn->form, now);
  if (attempt.state != AttemptState::open) return view;
  view.paper = make_paper(drawn->form, *drawn->edition);
  view.responses = tx.attempts().responses(attempt.row);
  for (Response& response : view.responses) {
    const FormItem* item = drawn->form.find(response.item);
    ENSURE(item != nullptr, "a stored response to an item that is not on the form");
    response.answer = answer_in_public_terms(response.answer, *item);
  }
  return view;
}

}  // namespace

AttemptView progress_view(const Attempt& attempt, Instant now) {
  AttemptView view;
  view.attempt = attempt;
  view.seconds_left = attempt.seconds_left(now);
  return view;
}

AttemptView plain_view(const Attempt& attempt, const Form& form, Instant now) {
  AttemptView view = progress_view(attempt, now);
  view.language = form.language;
  view.item_count = static_cast<int>(form.items.size());
  return view;
}

Result<Attempt> own_attempt(const ReadTx& tx, const Context& context, const std::string& token, const Uuid& attempt,
                            Instant now) {
  const Result<ApplicantId> applicant = require_applicant_id(tx, context, token, now);
  if (applicant.has_error()) return applicant.error();
  std::optional<Attempt> found =
      planted(PlantedFault::owner_not_asked) ? tx.attempts().find(attempt) : tx.attempts().find(attempt, *applicant);
  if (!found) return failure(ErrorCode::attempt_unknown);
  return std::move(*found);
}

Result<AttemptView> view_attempt(const ReadTx& tx, const Context& context, const std::string& token,
                                 const Uuid& attempt, Instant now) {
  const Result<Attempt> found = own_attempt(tx, context, token, attempt, now);
  if (found.has_error()) return found.error();
  return full_view(tx, context, decide(*found, TickCommand{}, now).attempt, now);
}

}  // namespace kiosk
