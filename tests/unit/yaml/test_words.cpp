#include <catch2/catch.hpp>

#include "yaml/fold.hpp"
#include "yaml/language_tag.hpp"
#include "yaml/line_check.hpp"
#include "yaml/nearest.hpp"
#include "yaml/utf8.hpp"

namespace kiosk::yaml {
namespace {

TEST_CASE("language tags are well-formed or not") {
  for (const char* tag : {"en", "zh-CN", "zh-Hans", "zh-Hans-CN", "es-419", "sl-rozaj", "de-CH-1901", "fil"}) {
    INFO(tag);
    CHECK(is_language_tag(tag));
    CHECK(conventional_case(tag) == tag);
  }
  for (const char* tag : {"", "e", "english", "zh_CN", "zh-", "-CN", "zh--CN", "zh-C", "12", "zh-CN-CN", "en-x"}) {
    INFO(tag);
    CHECK_FALSE(is_language_tag(tag));
  }
  CHECK(conventional_case("ZH-hANS-cn") == "zh-Hans-CN");
}

TEST_CASE("texts that a reader cannot tell apart fold to one") {
  CHECK(fold("  The  Red\xC2\xA0One ") == "the red one");
  CHECK(fold("ＲＥＤ　ｏｎｅ！") == "red one!");
  CHECK(fold("re\xE2\x80\x8B"
             "d") == "red");
  CHECK(fold("红色") == "红色");
  CHECK(fold("5.5") != fold("55"));
}

TEST_CASE("the nearest name is suggested when it is near") {
  const std::vector<std::string> names{"stem", "options", "correct", "explanation", "source"};
  CHECK(nearest("stme", names) == "stem");
  CHECK(nearest("Corect", names) == "correct");
  CHECK(nearest("explenation", names) == "explanation");
  CHECK_FALSE(nearest("author", names));
  CHECK_FALSE(nearest(std::string(1000, 'x'), names));
  CHECK_FALSE(nearest("stem", {}));
}

TEST_CASE("lists of names are cut, and shown texts too") {
  CHECK(name_list({"a", "b", "c"}) == "a, b, c");
  CHECK(name_list({"a", "b", "c"}, 2) == "a, b and 1 more");
  CHECK(shown("x") == "`x`");
  CHECK(shown(std::string(100, 'x')).size() < 70);
}

TEST_CASE("characters are counted, and some have no place in content") {
  CHECK(count_characters("a中é") == 3);
  for (const char32_t c :
       {U'\x01', U'\x7F', U'\x9B', U'\x202E', U'\x2066', U'\x2028', U'\xFEFF', U'\xFFFE', U'\xFDD0', U'\x10FFFF'}) {
    CHECK_FALSE(refused_class(c).empty());
  }
  for (const char32_t c : {U' ', U'a', U'中', U'😀', U'\x200D'}) CHECK(refused_class(c).empty());
}

TEST_CASE("code points are written as UTF-8") {
  for (const char* text : {"a", "é", "中", "😀"}) {
    std::string out;
    append_utf8(out, decode_utf8(text, 0).value);
    CHECK(out == text);
  }
}

TEST_CASE("the quote that closes is found") {
  CHECK(closing_quote(R"("a" b)", 0) == 2);
  CHECK(closing_quote(R"("a\" b")", 0) == 6);
  CHECK(closing_quote(R"("a\\" b")", 0) == 4);
  CHECK(closing_quote("'it''s' x", 0) == 6);
  CHECK_FALSE(closing_quote(R"("a\")", 0));
  CHECK_FALSE(closing_quote("'it''", 0));
  CHECK_FALSE(closing_quote("\"", 0));
}

}  // namespace
}  // namespace kiosk::yaml
