// Forms drawn from stored seeds must stay what they are for ever: rebuild-form and every appeal rest on it.

#include <catch2/catch.hpp>

#include "form/assemble.hpp"
#include "golden_text_of.hpp"
#include "support/golden_text.hpp"
#include "support/sample_exam.hpp"

namespace kiosk {
namespace {

TEST_CASE("forms of given seeds") {
  const ExamEditionPointer edition = test::sample_edition();
  std::string text;
  for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{20261122}, ~std::uint64_t{0}}) {
    text += test::golden_text_of(assemble(*edition, test::sample_seed(number), "zh-CN", {}).value()) + "\n";
  }
  test::check_golden("forms.txt", text);
}

TEST_CASE("forms of given seeds and a history") {
  const ExamEditionPointer edition = test::sample_edition();
  const std::vector<ItemReference> history{{"bank-of-products", "phone-cameras"}, {"bank-of-products", "phone-ports"},
                                           {"bank-of-products", "play-time"},     {"bank-of-rules", "counter-price"},
                                           {"bank-of-rules", "never-price"},      {"bank-of-rules", "own-exam"}};
  std::string text;
  for (std::uint64_t number = 1; number <= 3; ++number) {
    text += test::golden_text_of(assemble(*edition, test::sample_seed(number), "en", history).value()) + "\n";
  }
  test::check_golden("forms_with_history.txt", text);
}

}  // namespace
}  // namespace kiosk
