#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/attempt_view.hpp"
#include "service/public_approval.hpp"

namespace kiosk {

struct ExamOffer {
  ExamEditionPointer edition;
  std::optional<int> attempts_left;        ///< signed in only
  std::optional<Instant> next_attempt_at;  ///< signed in only
};

/// Exams open now. An invalid token is the same as none.
Result<std::vector<ExamOffer>> list_exams(const ReadTx& tx, const Context& context, const std::string& token,
                                          Instant now);

struct AttemptSummary {
  Attempt attempt;
  Language language;
  std::optional<Decision> decision;
};

struct ApplicantPage {
  Applicant applicant;
  Identity identity;
  std::vector<AttemptSummary> attempts;  ///< oldest first
  std::vector<HeldApproval> approvals;   ///< oldest first
};

/// `GET /me`. Error `not_signed_in`.
Result<ApplicantPage> applicant_page(const ReadTx& tx, const Context& context, const std::string& token, Instant now);

}  // namespace kiosk
