#include <catch2/catch.hpp>

#include "base/markup.hpp"

namespace kiosk {

TEST_CASE("What could be markup is written as a reference") {
  CHECK(escaped_markup("") == "");
  CHECK(escaped_markup("李雷 & Söhne") == "李雷 &amp; Söhne");
  CHECK(escaped_markup(R"(<b a="1" c='2'>)") == "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;");
  CHECK(escaped_markup("&amp;") == "&amp;amp;");
  CHECK(escaped_markup("]]>") == "]]&gt;");
}

TEST_CASE("What XML cannot hold becomes the replacement character") {
  CHECK(escaped_markup(std::string_view("a\0b\x1b", 4)) == "a\uFFFDb\uFFFD");
  CHECK(escaped_markup("\t\r\n") == "\t\r\n");
  CHECK(escaped_markup("\xff<\xc3") == "\uFFFD&lt;\uFFFD");
  CHECK(escaped_markup("\xef\xbf\xbf") == "\uFFFD");
  CHECK(printable_text("<李\x7f&\x1f\xed\xa0\x80>") == "<李\x7f&\uFFFD\uFFFD\uFFFD\uFFFD>");
}

}  // namespace kiosk
