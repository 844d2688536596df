#pragma once

#include "approval/record.hpp"
#include "attempt/response.hpp"
#include "exam/exam.hpp"
#include "form/form.hpp"
#include "scoring/score.hpp"

namespace kiosk::test {

/// Values of any shape that the types allow, not only sensible ones: texts with quotes, control characters and
/// characters beyond the first plane, empty lists, missing optionals.
Bank random_bank(Rng& rng);
Exam random_exam(Rng& rng);
Form random_form(Rng& rng);
Answer random_answer(Rng& rng);
ExamResult random_result(Rng& rng);
ApprovalRecord random_approval(Rng& rng);

}  // namespace kiosk::test
