// Goal: text from outside is UTF-8 to the letter of RFC 3629, or it is refused.

#include <catch2/catch.hpp>
#include <string>

#include "base/utf8.hpp"

using namespace kiosk;

TEST_CASE("UTF-8 is decoded strictly") {
  const auto first = [](std::string_view text) { return decode_utf8(text, 0); };
  CHECK(first("A").value == U'A');
  CHECK(first("é").value == U'é');
  CHECK(first("中").value == U'中');
  CHECK(first("😀").value == U'😀');
  for (const char* text : {"\x80", "\xC0\xAF", "\xC1\x81", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                           "\xF5\x80\x80\x80", "\xE4\xB8", "\xFF"}) {
    CHECK_FALSE(first(text).valid);
    CHECK(first(text).length == 1);
    CHECK_FALSE(is_utf8(text));
    CHECK_FALSE(is_utf8(std::string{"good "} + text));
  }
  CHECK(is_utf8(""));
  CHECK(is_utf8("a é 中 😀"));
}

TEST_CASE("the edges of each length are UTF-8") {
  for (const char* text : {"\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                           "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    CHECK(is_utf8(text));
    CHECK(decode_utf8(text, 0).length == std::string{text}.size());
  }
}
