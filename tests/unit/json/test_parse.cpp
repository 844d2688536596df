#include "json/parse.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

namespace kiosk::json {
namespace {

constexpr std::size_t most_bytes = 1000;

std::string nested(std::size_t depth, const std::string& open, const std::string& close) {
  std::string text;
  for (std::size_t i = 0; i < depth; ++i) text += open;
  for (std::size_t i = 0; i < depth; ++i) text += close;
  return text;
}

const Value& member(const Value& value, const std::string& name) {
  for (const Member& candidate : *value.object()) {
    if (candidate.name == name) return candidate.value;
  }
  FAIL("no member " << name);
  return value;
}

TEST_CASE("A document becomes values, in order and with their types") {
  const auto document = parse(
      " {\"text\":\"a\\u00e9\\n\\\"\",\"int\":-12,\"large\":9223372036854775807,\"larger\":9223372036854775808,"
      "\"real\":1.0,\"yes\":true,\"no\":false,\"none\":null,\"list\":[1,[],{}],\"\":0} \n",
      most_bytes);
  REQUIRE(document.has_value());
  CHECK(std::get<std::string>(member(*document, "text").data) == "a\xc3\xa9\n\"");
  CHECK(std::get<std::int64_t>(member(*document, "int").data) == -12);
  CHECK(std::get<std::int64_t>(member(*document, "large").data) == 9223372036854775807);
  CHECK(std::get<double>(member(*document, "larger").data) == Approx(9.223372036854775808e18));
  CHECK(std::get<double>(member(*document, "real").data) == 1.0);
  CHECK(std::get<bool>(member(*document, "yes").data));
  CHECK_FALSE(std::get<bool>(member(*document, "no").data));
  CHECK(member(*document, "none").is_null());
  CHECK(member(*document, "list").array()->size() == 3);
  CHECK(document->object()->front().name == "text");
  CHECK(document->object()->back().name.empty());
}

TEST_CASE("Scalars alone are documents") {
  CHECK(std::get<std::int64_t>(parse("7", most_bytes)->data) == 7);
  CHECK(std::get<std::string>(parse("\"\"", most_bytes)->data).empty());
  CHECK(parse("null", most_bytes)->is_null());
}

TEST_CASE("Long texts and names are whole, wherever the parser cuts them") {
  const std::string name(3000, 'n');
  const std::string text = std::string(3000, 't') + "\xe4\xba\xba";
  const auto document = parse("{\"" + name + "\":\"" + text + "\\u4eba\"}", 10000);
  REQUIRE(document.has_value());
  CHECK(std::get<std::string>(member(*document, name).data) == text + "\xe4\xba\xba");
}

TEST_CASE("What is not one strict JSON document is refused with the place") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "nothing"},
      {" ", "only a blank"},
      {"{", "no end"},
      {"{\"a\":1", "no end"},
      {"{\"a\":1}}", "more after the document"},
      {"{}{}", "two documents"},
      {"{} x", "trailing bytes"},
      {"{\"a\":1,}", "trailing comma"},
      {"[1,]", "trailing comma"},
      {"[,1]", "leading comma"},
      {"{a:1}", "name without quotes"},
      {"{'a':1}", "single quotes"},
      {"{\"a\" 1}", "no colon"},
      {"[1 2]", "no comma"},
      {"// c\n{}", "comment"},
      {"{}/* c */", "comment"},
      {"01", "leading zero"},
      {"+1", "plus sign"},
      {"1.", "no digits"},
      {".5", "no digits"},
      {"1e", "no digits"},
      {"0x10", "hexadecimal"},
      {"1e400", "beyond every double"},
      {"[1,-1e54775807]", "beyond every double"},
      {"NaN", "no number"},
      {"Infinity", "no number"},
      {"True", "upper case"},
      {"nul", "cut word"},
      {"\"a", "no closing quote"},
      {"\"\t\"", "raw control character"},
      {"\"\\x\"", "unknown escape"},
      {"\"\\u12\"", "cut escape"},
      {"\"\\ud800\"", "half a surrogate pair"},
      {"\"\\udc00\"", "half a surrogate pair"},
      {"\"\\ud800\\u0041\"", "half a surrogate pair"},
      {"\"\xff\"", "not UTF-8"},
      {"\"\xc0\xaf\"", "overlong UTF-8"},
      {"\"\xed\xa0\x80\"", "surrogate in UTF-8"},
      {"\"\xf4\x90\x80\x80\"", "beyond Unicode"},
      {"\"\xe4\xba\"", "cut UTF-8"},
      {"\xef\xbb\xbf{}", "byte order mark"},
      {std::string("{}\0", 3), "zero octet"},
      {"{\"a\":1,\"a\":1}", "a member given twice"},
      {"{\"a\":1,\"b\":2,\"\\u0061\":3}", "a member given twice, escaped"},
      {"[{\"x\":{\"a\":1,\"a\":2}}]", "a member given twice, deep"},
      {"{\"\":1,\"\":2}", "an empty name given twice"},
      {nested(9, "[", "]"), "too deep"},
      {nested(9, "{\"a\":", "}"), "too deep"},
      {std::string(900, '['), "too deep"},
  };
  for (const auto& [text, what] : cases) {
    INFO(what << ": " << text);
    const auto document = parse(text, most_bytes);
    REQUIRE(document.has_error());
    CHECK(document.error().code == ErrorCode::body_malformed);
    CHECK(document.error().detail.find(" at byte ") != std::string::npos);
  }
}

TEST_CASE("The error names the byte where reading stopped and repeats nothing of the text") {
  const auto cut = parse("{\"secret\":", most_bytes);
  CHECK(cut.error().detail.find("at byte 10") != std::string::npos);
  CHECK(cut.error().detail.find("secret") == std::string::npos);
  CHECK(parse("{} x", most_bytes).error().detail.find("at byte 3") != std::string::npos);
}

TEST_CASE("Eight levels are not too deep") {
  CHECK(parse(nested(8, "[", "]"), most_bytes).has_value());
  CHECK(parse("[[[[[[[{\"a\":1}]]]]]]]", most_bytes).has_value());
}

TEST_CASE("The size is a limit, to the byte") {
  const std::string text = "\"" + std::string(most_bytes - 2, 'a') + "\"";
  CHECK(parse(text, most_bytes).has_value());
  const auto larger = parse(text + " ", most_bytes);
  REQUIRE(larger.has_error());
  CHECK(larger.error().code == ErrorCode::payload_too_large);
}

TEST_CASE("Equal names in different objects are no duplicates") {
  CHECK(parse("{\"a\":{\"a\":1},\"b\":{\"a\":1}}", most_bytes).has_value());
}

}  // namespace
}  // namespace kiosk::json
