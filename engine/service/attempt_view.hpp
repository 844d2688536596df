#pragma once

#include <optional>
#include <string>
#include <vector>

#include "attempt/attempt.hpp"
#include "attempt/next_attempt.hpp"
#include "attempt/response.hpp"
#include "form/paper.hpp"
#include "service/sign_ins.hpp"

namespace kiosk {

/// An attempt as its applicant sees it. Cannot hold a key.
struct AttemptView {
  Attempt attempt;
  Language language;   ///< not in a progress view
  int item_count = 0;  ///< not in a progress view
  std::int64_t seconds_left = 0;
  std::optional<Paper> paper;       ///< while open only
  std::vector<Response> responses;  ///< while open only; answers in public terms
};

/// State, epoch and time alone: what needs no form.
AttemptView progress_view(const Attempt& attempt, Instant now);
/// Without the paper.
AttemptView plain_view(const Attempt& attempt, const Form& form, Instant now);

/// The applicant's own attempt; errors `not_signed_in`, `attempt_unknown`.
Result<Attempt> own_attempt(const ReadTx& tx, const Context& context, const std::string& token, const Uuid& attempt,
                            Instant now);

/// What `GET /attempts/{id}` shows. Time that has passed counts even when nothing has closed the attempt yet.
Result<AttemptView> view_attempt(const ReadTx& tx, const Context& context, const std::string& token,
                                 const Uuid& attempt, Instant now);

}  // namespace kiosk
