#include <catch2/catch.hpp>

#include "base/clock.hpp"

namespace kiosk {
namespace {

TEST_CASE("instants are written as RFC 3339 in UTC") {
  CHECK(to_rfc3339(from_unix_ms(0)) == "1970-01-01T00:00:00Z");
  CHECK(to_rfc3339(from_unix_ms(1795316400999)) == "2026-11-22T03:00:00Z");
  CHECK(to_rfc3339_ms(from_unix_ms(1795316400007)) == "2026-11-22T03:00:00.007Z");
  CHECK(to_rfc3339_ms(from_unix_ms(-1)) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("RFC 3339 in UTC is read to the millisecond") {
  CHECK(parse_rfc3339("2026-11-22T03:00:00Z") == from_unix_ms(1795316400000));
  CHECK(parse_rfc3339("2026-11-22T03:00:00.7Z") == from_unix_ms(1795316400700));
  CHECK(parse_rfc3339("2026-11-22T03:00:00.07Z") == from_unix_ms(1795316400070));
  CHECK(parse_rfc3339("2026-11-22T03:00:00.007Z") == from_unix_ms(1795316400007));
  CHECK(parse_rfc3339("2024-02-29T23:59:59Z") == from_unix_ms(1709251199000));
}

TEST_CASE("what was written is read again") {
  for (std::int64_t ms = -2000000000000; ms < 8000000000000; ms += 77777777777) {
    CAPTURE(ms);
    CHECK(parse_rfc3339(to_rfc3339_ms(from_unix_ms(ms))) == from_unix_ms(ms));
  }
}

TEST_CASE("other texts and days that do not exist are refused") {
  for (const char* text : {"",
                           "Z",
                           "2026-11-22",
                           "2026-11-22T03:00:00",
                           "2026-11-22T03:00:00+00:00",
                           "2026-11-22t03:00:00Z",
                           "2026-11-22 03:00:00Z",
                           "2026-11-22T03:00:00z",
                           "2026-11-22T03:00:00.Z",
                           "2026-11-22T03:00:00.1234Z",
                           "2026-11-22T03:00:00,5Z",
                           "2026-11-22T03:00Z",
                           "2026-11-22T24:00:00Z",
                           "2026-11-22T03:60:00Z",
                           "2026-11-22T03:00:60Z",
                           "2026-13-01T03:00:00Z",
                           "2026-00-01T03:00:00Z",
                           "2026-11-31T03:00:00Z",
                           "2026-02-29T03:00:00Z",
                           "2026-11-00T03:00:00Z",
                           "+026-11-22T03:00:00Z",
                           "2026-1-022T03:00:00Z",
                           "2026-11-22T03:00:0 Z",
                           "2026-11-22T03:00:00ZZ"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_rfc3339(text));
  }
}

}  // namespace
}  // namespace kiosk
