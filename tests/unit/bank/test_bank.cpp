#include "bank/bank.hpp"

#include <catch2/catch.hpp>

namespace kiosk {
namespace {

const LocalizedText some_text{{"en", "text"}, {"zh-CN", "文字"}};

TEST_CASE("kinds have the names of YAML and API") {
  CHECK(kind_name(SingleChoice{}) == "single");
  CHECK(kind_name(MultipleChoice{}) == "multiple");
  CHECK(kind_name(TrueFalse{}) == "true_false");
  CHECK(kind_name(Numeric{}) == "numeric");
}

TEST_CASE("choice items have options, the others have none") {
  const std::vector<Option> options{{"a", some_text}, {"b", some_text}};
  CHECK(options_of(SingleChoice{options, "a"}).size() == 2);
  CHECK(options_of(MultipleChoice{options, {"b"}}).back().id == "b");
  CHECK(options_of(TrueFalse{true}).empty());
  CHECK(options_of(Numeric{}).empty());
}

TEST_CASE("a text is found by its language") {
  CHECK(in_language(some_text, "en") == "text");
  CHECK(in_language(some_text, "zh-CN") == "文字");
}

}  // namespace
}  // namespace kiosk
