#include "service/applicant_pages.hpp"

#include "attempt/decide.hpp"
#include "service/prepare_attempt.hpp"

namespace kiosk {

Result<std::vector<ExamOffer>> list_exams(const ReadTx& tx, const Context& context, const std::string& token,
                                          Instant now) {
  const Result<Applicant> applicant = require_applicant(tx, context, token, now);
  std::vector<Attempt> attempts;
  if (applicant.has_value()) attempts = tx.attempts().all_of(applicant->row);
  std::vector<ExamOffer> offers;
  for (const ExamEditionPointer& edition : context.catalogue.get()->exams) {
    const Policy& policy = edition->exam.policy;
    if (!policy.is_open(now)) continue;
    ExamOffer offer{edition, std::nullopt, std::nullopt};
    if (applicant.has_value()) {
      const AttemptHistory history =
          attempt_history(attempts, edition->exam.id, counts_since(tx, applicant->row, edition->exam.id, now));
      offer.attempts_left = attempts_left(policy, history);
      offer.next_attempt_at = next_attempt_at(policy, history, now);
    }
    offers.push_back(std::move(offer));
  }
  return offers;
}

Result<ApplicantPage> applicant_page(const ReadTx& tx, const Context& context, const std::string& token, Instant now) {
  Result<Applicant> applicant = require_applicant(tx, context, token, now);
  if (applicant.has_error()) return applicant.error();
  ApplicantPage page;
  page.identity = tx.people().identity(applicant->row).value_or(Identity{});
  for (const Attempt& stored : tx.attempts().all_of(applicant->row)) {
    AttemptSummary summary{decide(stored, TickCommand{}, now).attempt, tx.attempts().form(stored.row).language,
                           std::nullopt};
    if (const auto result = tx.attempts().result(stored.row)) summary.decision = result->result.decision;
    page.attempts.push_back(std::move(summary));
  }
  for (ApprovalRecord& approval : tx.approvals().of_applicant(applicant->row)) {
    page.approvals.push_back(held_approval(tx, std::move(approval)));
  }
  page.applicant = std::move(*applicant);
  return page;
}

}  // namespace kiosk
