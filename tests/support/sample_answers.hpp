#pragma once

#include "scoring/score.hpp"

namespace kiosk::test {

/// The right answer of an item in bank terms.
Answer right_answer(const Item& item);
/// An answer that fits the item's kind and is wrong.
Answer wrong_answer(const Item& item);

/// Answers in bank terms for a whole form: its first `right` items are right, all others wrong.
Answers answers_with_right(const Form& form, const ExamEdition& edition, std::size_t right);

/// One right (or wrong) answer as a browser sends it: with the form's public option ids.
Answer public_answer(const FormItem& form_item, const ExamEdition& edition, bool right);

}  // namespace kiosk::test
