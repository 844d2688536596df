#include "base/digest.hpp"

#include <catch2/catch.hpp>

#include "base/hex.hpp"

namespace kiosk {
namespace {

TEST_CASE("hexadecimal goes there and back") {
  const std::array<std::uint8_t, 4> bytes{0x00, 0x0F, 0xA5, 0xFF};
  CHECK(to_hex(bytes) == "000fa5ff");
  std::array<std::uint8_t, 4> back{};
  REQUIRE(from_hex("000fa5ff", back));
  CHECK(back == bytes);
}

TEST_CASE("hexadecimal of another length or with other digits is refused") {
  std::array<std::uint8_t, 2> out{};
  for (const char* text : {"", "00", "00000", "000000", "00g0", "00A0", " 000", "0x00"}) {
    CAPTURE(text);
    CHECK_FALSE(from_hex(text, out));
  }
}

TEST_CASE("a digest goes to its text and back") {
  Digest digest;
  for (std::size_t i = 0; i < digest.bytes.size(); ++i) digest.bytes[i] = static_cast<std::uint8_t>(7 * i);
  CHECK(digest.hex().size() == 64);
  CHECK(Digest::from_hex(digest.hex()) == digest);
  CHECK_FALSE(Digest::from_hex(digest.hex().substr(1)));
  CHECK_FALSE(Digest::from_hex(std::string(63, '0') + "A"));
}

}  // namespace
}  // namespace kiosk
