#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "base/rng.hpp"
#include "rehearsal/histogram.hpp"
#include "support/base_seed.hpp"

namespace kiosk::rehearsal {

TEST_CASE("Small durations are counted exactly", "[rehearsal]") {
  Histogram histogram;
  for (std::uint64_t us = 1; us <= 100; ++us) histogram.add(us);
  CHECK(histogram.count() == 100);
  CHECK(histogram.quantile_us(0.5) == 50);
  CHECK(histogram.quantile_us(0.99) == 99);
  CHECK(histogram.quantile_us(1) == 100);
  CHECK(histogram.max_us() == 100);
}

TEST_CASE("Of nothing every quantile is 0, and clearing goes back there", "[rehearsal]") {
  Histogram histogram;
  CHECK(histogram.quantile_us(0.5) == 0);
  histogram.add(7);
  histogram.clear();
  CHECK(histogram.count() == 0);
  CHECK(histogram.max_us() == 0);
}

TEST_CASE("The ends of the range are counted", "[rehearsal]") {
  Histogram histogram;
  histogram.add(0);
  CHECK(histogram.quantile_us(1) == 0);
  histogram.add(~std::uint64_t{0});
  CHECK(histogram.quantile_us(1) == Histogram::greatest_us);
}

TEST_CASE("A quantile is never too small and at most 1/64 too large", "[rehearsal]") {
  Seed seed{};
  const std::uint64_t base = test::base_seed("histogram");
  for (std::size_t i = 0; i < 8; ++i) seed.at(i) = static_cast<std::uint8_t>(base >> (8 * i));
  Rng rng{seed};
  Histogram histogram;
  std::vector<std::uint64_t> all;
  for (int i = 0; i < 20'000; ++i) {
    all.push_back(rng.next() >> (32 + rng.below(32)));  // of every order of magnitude
    histogram.add(all.back());
  }
  std::sort(all.begin(), all.end());
  for (int permille = 1; permille <= 1000; ++permille) {
    const double share = permille / 1000.0;
    const auto rank = static_cast<std::size_t>(permille) * all.size() / 1000;
    const std::uint64_t exact = all.at(rank - 1);
    const std::uint64_t answered = histogram.quantile_us(share);
    INFO("permille " << permille);
    CHECK(answered >= exact);
    CHECK(answered <= exact + exact / 64);
  }
}

}  // namespace kiosk::rehearsal
