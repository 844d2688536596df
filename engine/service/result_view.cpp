#include "service/result_view.hpp"

#include "base/ensure.hpp"
#include "service/audit.hpp"
#include "service/finish_attempt.hpp"
#include "service/prepare_attempt.hpp"
#include "service/sit_attempt.hpp"

namespace kiosk {

namespace {

const Section& section_of(const Exam& exam, const std::string& id) {
  for (const Section& section : exam.sections) {
    if (section.id == id) return section;
  }
  ENSURE(false, "a result names a section that its exam does not have");
}

/// The policy that decides about a next attempt is that of the exam offered now; of the one sat when it is gone.
const Policy& current_policy(const CataloguePointer& catalogue, const Exam& sat) {
  const ExamEditionPointer offered = catalogue->find(sat.id);
  return offered ? offered->exam.policy : sat.policy;
}

void fill_scores(ResultView& view, const ExamResult& result, const Exam& exam, const Language& language) {
  view.decision = result.decision;
  view.score = result.total;
  view.cut_percent = result.cut_percent;
  view.cut_met = result.cut_met;
  for (const SectionScore& section : result.sections) {
    view.sections.push_back({section.section, in_language(section_of(exam, section.section).title, language),
                             section.score, section.minimum, section.met});
  }
  for (const TopicScore& topic : result.topics) {
    view.topics.push_back({topic.topic, in_language(exam.topics.at(topic.topic), language), topic.score});
  }
}

ResultView make_view(const ReadTx& tx, const Context& context, const Attempt& attempt, Instant now) {
  const std::optional<StoredResult> stored = tx.attempts().result(attempt.row);
  ENSURE(stored.has_value(), "an ended attempt without a result");
  const DrawnFormPointer drawn = context.forms.of(tx, attempt);
  const Exam& exam = drawn->edition->exam;
  const CataloguePointer catalogue = context.catalogue.get();
  const Policy& policy = current_policy(catalogue, exam);
  const AttemptHistory history = attempt_history(tx.attempts().all_of(attempt.applicant), attempt.exam);
  ResultView view;
  view.attempt = attempt.id;
  view.exam = attempt.exam;
  fill_scores(view, stored->result, exam, drawn->form.language);
  view.ended_at = *attempt.ended_at;
  view.attempts_left = attempts_left(policy, history);
  std::optional<ApprovalRecord> approval = tx.approvals().of_attempt(attempt.row);
  if (approval) view.approval = held_approval(tx, std::move(*approval));
  if (!view.approval) view.next_attempt_at = next_attempt_at(policy, history, now);
  return view;
}

}  // namespace

Result<ResultView> view_result(const ReadTx& tx, const Context& context, const std::string& token, const Uuid& attempt,
                               Instant now) {
  const Result<Attempt> found = own_attempt(tx, context, token, attempt, now);
  if (found.has_error()) return found.error();
  if (found->lapsed()) return failure(ErrorCode::attempt_lapsed);
  if (!found->ended()) return failure(ErrorCode::attempt_not_ended);
  return make_view(tx, context, *found, now);
}

Result<ResultView> submit_attempt(Tx& tx, const Context& context, const SubmitAttemptCommand& command, Instant now) {
  const Result<Applicant> applicant = require_applicant(tx, context, command.token, now);
  if (applicant.has_error()) return applicant.error();
  const std::optional<Attempt> attempt = tx.attempts().find(command.attempt, applicant->row);
  if (!attempt) return failure(ErrorCode::attempt_unknown);
  const AttemptDecision decision = decide(*attempt, SubmitCommand{command.epoch}, now);
  if (decision.verdict != Verdict::accepted) return refusal(decision);
  const bool by_applicant = decision.attempt.state == AttemptState::submitted;
  store_change(tx, context, *attempt, decision.attempt, by_applicant ? actor(*applicant) : server_actor, now);
  return make_view(tx, context, decision.attempt, now);
}

}  // namespace kiosk
