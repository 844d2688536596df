#include <catch2/catch.hpp>
#include <string>

#include "base/base64.hpp"

namespace kiosk {
namespace {

TEST_CASE("base64 writes the vectors of RFC 4648 section 10") {
  CHECK(to_base64("").empty());
  CHECK(to_base64("f") == "Zg==");
  CHECK(to_base64("fo") == "Zm8=");
  CHECK(to_base64("foo") == "Zm9v");
  CHECK(to_base64("foob") == "Zm9vYg==");
  CHECK(to_base64("fooba") == "Zm9vYmE=");
  CHECK(to_base64("foobar") == "Zm9vYmFy");
  CHECK(to_base64("\xfb\xff") == "+/8=");
}

TEST_CASE("base64url has no padding and two letters of its own (RFC 7515 appendix C)") {
  CHECK(to_base64url("\x03\xec\xff\xe0\xc1") == "A-z_4ME");
  CHECK(from_base64url("A-z_4ME") == "\x03\xec\xff\xe0\xc1");
  CHECK(to_base64url("").empty());
  CHECK(from_base64url("") == "");
}

TEST_CASE("base64url gives back every octet string of up to two octets") {
  for (int first = 0; first < 256; ++first) {
    const std::string one(1, static_cast<char>(first));
    REQUIRE(from_base64url(to_base64url(one)) == one);
    for (int second = 0; second < 256; ++second) {
      const std::string two = one + static_cast<char>(second);
      REQUIRE(from_base64url(to_base64url(two)) == two);
    }
  }
}

TEST_CASE("base64url refuses every other spelling") {
  for (const char* text : {"A", "AAAAA", "Zg==", "Zm8=", "+/8", "Zh", "Zm9", "Z g", "Zg\n", "Zm\xc3\xa9"}) {
    INFO(text);
    CHECK_FALSE(from_base64url(text));
  }
}

}  // namespace
}  // namespace kiosk
