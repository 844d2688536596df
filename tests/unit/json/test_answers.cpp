#include <catch2/catch.hpp>

#include "json/stored.hpp"

namespace kiosk::json {
namespace {

TEST_CASE("Stored answers have one form each") {
  const std::pair<Answer, std::string> cases[] = {
      {ClearedAnswer{}, "null"},
      {ChoiceAnswer{"b"}, R"({"choice":"b"})"},
      {ChoicesAnswer{{"a", "c"}}, R"({"choices":["a","c"]})"},
      {NumberAnswer{"12.50"}, R"({"number":"12.50"})"},
  };
  for (const auto& [answer, text] : cases) {
    CHECK(encode_answer(answer) == text);
    REQUIRE(decode_answer(text).has_value());
    CHECK(*decode_answer(text) == answer);
  }
}

TEST_CASE("Other texts are no stored answers") {
  for (const char* text :
       {"", "[]", "{}", "1", "\"b\"", R"({"choice":1})", R"({"choice": "b"})", R"({"choice":"b"} )",
        R"({"choices":"a"})", R"({"number":12})", R"({"choice":"b","number":"1"})", R"({"key":"b"})"}) {
    INFO(text);
    const auto answer = decode_answer(text);
    REQUIRE(answer.has_error());
    CHECK(answer.error().code == ErrorCode::content_invalid);
  }
}

}  // namespace
}  // namespace kiosk::json
