#include <catch2/catch.hpp>

#include "analysis/pass_rates.hpp"

namespace kiosk {
namespace {

std::string week_of(const char* text) {
  const auto instant = parse_rfc3339(text);
  REQUIRE(instant);
  return iso_week(*instant);
}

TEST_CASE("a week belongs to the year of its Thursday") {
  CHECK(week_of("2026-01-01T00:00:00Z") == "2026-W01");
  CHECK(week_of("2025-12-29T00:00:00Z") == "2026-W01");
  CHECK(week_of("2024-12-30T00:00:00Z") == "2025-W01");
  CHECK(week_of("2024-12-29T23:59:59.999Z") == "2024-W52");
  CHECK(week_of("2021-01-03T23:59:59.999Z") == "2020-W53");
  CHECK(week_of("2021-01-04T00:00:00Z") == "2021-W01");
  CHECK(week_of("2027-01-01T12:00:00Z") == "2026-W53");
  CHECK(week_of("2016-01-03T12:00:00Z") == "2015-W53");
  CHECK(week_of("2026-11-22T12:00:00Z") == "2026-W47");
  CHECK(week_of("2026-11-23T00:00:00Z") == "2026-W48");
}

TEST_CASE("a week has seven days and the next one follows") {
  Instant day = *parse_rfc3339("2019-12-30T00:00:00Z");  // a Monday
  std::string last;
  for (int week = 0; week < 600; ++week) {
    const std::string monday = iso_week(day);
    CHECK(monday > last);
    for (int weekday = 0; weekday < 7; ++weekday, day += std::chrono::days{1}) {
      CHECK(iso_week(day) == monday);
      CHECK(iso_week(day + std::chrono::days{1} - milliseconds{1}) == monday);
    }
    last = monday;
  }
}

}  // namespace
}  // namespace kiosk
