#include "analysis/pass_rates.hpp"

#include <catch2/catch.hpp>

namespace kiosk {
namespace {

TEST_CASE("Wilson's interval gives the published values") {
  // R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
  struct Row {
    std::int64_t passed, finished;
    double low, high;
  };
  const Row rows[] = {
      {81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0.0000, 0.1611}, {1, 29, 0.0061, 0.1718}};
  for (const Row& row : rows) {
    CAPTURE(row.passed, row.finished);
    const auto interval = wilson_interval(row.passed, row.finished);
    REQUIRE(interval);
    CHECK(interval->low == Approx(row.low).margin(0.00005));
    CHECK(interval->high == Approx(row.high).margin(0.00005));
  }
}

TEST_CASE("the interval lies within 0 and 1, holds the rate and mirrors itself") {
  for (std::int64_t finished = 1; finished <= 60; ++finished) {
    for (std::int64_t passed = 0; passed <= finished; ++passed) {
      CAPTURE(passed, finished);
      const Interval interval = *wilson_interval(passed, finished);
      const double rate = static_cast<double>(passed) / static_cast<double>(finished);
      CHECK(interval.low >= 0);
      CHECK(interval.high <= 1);
      CHECK(interval.low <= rate);
      CHECK(interval.high >= rate);
      const Interval mirrored = *wilson_interval(finished - passed, finished);
      CHECK(interval.low == Approx(1 - mirrored.high).margin(1e-12));
    }
  }
  CHECK(wilson_interval(0, 5)->low == 0);
  CHECK(wilson_interval(5, 5)->high == 1);
}

TEST_CASE("where nobody finished there is neither rate nor interval") {
  CHECK_FALSE(wilson_interval(0, 0));
  CHECK_FALSE(pass_rate({7, 0, 0}));
}

TEST_CASE("the rate is of those that finished") {
  CHECK(*pass_rate({10, 8, 6}) == 0.75);
  CHECK(*pass_rate({10, 8, 0}) == 0);
}

TEST_CASE("counts of groups add up") {
  PassCounts total{10, 8, 6};
  total += {1, 1, 0};
  CHECK(total == PassCounts{11, 9, 6});
}

}  // namespace
}  // namespace kiosk
