// Goal: a duration is counted once, below the first bound that holds it.

#include <catch2/catch.hpp>

#include "base/durations.hpp"

using namespace kiosk;
using std::chrono::microseconds;

TEST_CASE("durations fall between their bounds") {
  Durations durations;
  CHECK(durations.counts() == Durations::Counts{});
  durations.add(microseconds{0});
  durations.add(microseconds{250});  // a bound holds itself
  durations.add(microseconds{251});
  durations.add(std::chrono::seconds{31});
  Durations::Counts expected{};
  expected.front() = 2;
  expected.at(1) = 1;
  expected.back() = 1;
  CHECK(durations.counts() == expected);
  CHECK(durations.sum_s() == Approx(31.000501));
}
