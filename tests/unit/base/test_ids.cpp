#include "base/ids.hpp"

#include <catch2/catch.hpp>

namespace kiosk {
namespace {

Uuid::Bytes filled(std::uint8_t value) {
  Uuid::Bytes bytes;
  bytes.fill(value);
  return bytes;
}

TEST_CASE("a random UUID carries version 4 and the variant, all other bits are entropy") {
  CHECK(Uuid::random(filled(0x00)).text() == "00000000-0000-4000-8000-000000000000");
  CHECK(Uuid::random(filled(0xFF)).text() == "ffffffff-ffff-4fff-bfff-ffffffffffff");
}

TEST_CASE("a time-ordered UUID starts with the milliseconds (example of RFC 9562, A.6)") {
  Uuid::Bytes entropy{};
  const std::array<std::uint8_t, 10> tail{0x0C, 0xC3, 0x18, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F};
  std::copy(tail.begin(), tail.end(), entropy.begin() + 6);
  const Uuid id = Uuid::time_ordered(from_unix_ms(0x017F22E279B0), entropy);
  CHECK(id.text() == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

TEST_CASE("time-ordered UUIDs sort by time") {
  const Instant now = from_unix_ms(1795316400000);
  CHECK(Uuid::time_ordered(now, filled(0xFF)) < Uuid::time_ordered(now + milliseconds{1}, filled(0x00)));
}

TEST_CASE("a UUID's text goes there and back") {
  const Uuid id = Uuid::random({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
  CHECK(Uuid::parse(id.text()) == id);
}

TEST_CASE("other spellings of a UUID are refused") {
  for (const char* text : {"", "00000000-0000-4000-8000-00000000000", "00000000-0000-4000-8000-0000000000000",
                           "00000000-0000-4000-8000-00000000000A", "00000000000040008000000000000000",
                           "{0000000-0000-4000-8000-0000000000}", "0000000-00000-4000-8000-000000000000",
                           "00000000-0000-4000-8000-00000000000-", "0000000000000-4000-8000-0000000000"}) {
    CAPTURE(text);
    CHECK_FALSE(Uuid::parse(text));
  }
}

}  // namespace
}  // namespace kiosk
