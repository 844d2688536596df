#include <catch2/catch.hpp>

#include "form/assemble.hpp"
#include "golden_text_of.hpp"
#include "support/golden_text.hpp"
#include "support/sample_answers.hpp"
#include "support/sample_exam.hpp"

namespace kiosk {
namespace {

TEST_CASE("results of every number of right answers, given from the start and from the end of the form") {
  const ExamEditionPointer edition = test::sample_edition();
  const Form form = assemble(*edition, test::sample_seed(1), "en", {}).value();
  std::string text;
  for (std::size_t right = 0; right <= form.items.size(); ++right) {
    text += "first " + std::to_string(right) + " right: ";
    text += test::golden_text_of(score(form, *edition, test::answers_with_right(form, *edition, right)));
  }
  for (std::size_t right = 0; right <= form.items.size(); ++right) {
    Answers answers;
    for (std::size_t i = form.items.size() - right; i < form.items.size(); ++i) {
      answers[form.items[i].public_id] = test::right_answer(item_behind(form.items[i], *edition));
    }
    text += "last " + std::to_string(right) + " right, others unanswered: ";
    text += test::golden_text_of(score(form, *edition, answers));
  }
  test::check_golden("scores.txt", text);
}

}  // namespace
}  // namespace kiosk
