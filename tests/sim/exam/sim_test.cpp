// Goal: whatever the network, the power and the clock do, no acknowledged answer is lost, every attempt is fair and
// every pass gives exactly one approval. A world that fails prints how to run it again, alone.

#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <random>

#include "sim/exam/shrink.hpp"

namespace {

using kiosk::sim::all_fault_kinds;
using kiosk::sim::draw_options;
using kiosk::sim::parse_options;
using kiosk::sim::run_and_shrink;
using kiosk::sim::run_world;
using kiosk::sim::WorldOptions;
using kiosk::sim::WorldReport;

std::int64_t number_from_environment(const char* name, std::int64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoll(text);
}

WorldReport run_worlds(std::uint64_t first_seed, std::int64_t count) {
  WorldReport sum;
  for (std::int64_t i = 0; i < count; ++i)
    sum += run_and_shrink(draw_options(first_seed + static_cast<std::uint64_t>(i)));
  std::cout << to_text(sum) << std::endl;
  return sum;
}

}  // namespace

TEST_CASE("known worlds hold, and every kind of fault and outcome occurs in them", "[sim]") {
  if (const char* text = std::getenv("KIOSK_SIM_WORLD")) {
    const auto options = parse_options(text);
    REQUIRE(options.has_value());
    std::cout << to_text(run_world(*options)) << std::endl;
    return;
  }
  const WorldReport sum = run_worlds(1, number_from_environment("KIOSK_SIM_WORLDS", 200));
  for (const auto kind : all_fault_kinds()) {
    INFO(fault_name(kind));
    CHECK(sum.faults[index_of(kind)] > 0);
  }
  CHECK(sum.totals.acknowledged > 1000);
  CHECK(sum.totals.passes > 0);
  CHECK(sum.totals.passes < sum.totals.attempts);
  CHECK(sum.totals.expired > 0);
  CHECK(sum.totals.late_evidence > 0);
  CHECK(sum.totals.stale_epochs > 0);
  CHECK(sum.totals.refused_closed > 0);
}

TEST_CASE("fresh worlds hold", "[sim]") {
  const std::uint64_t first_seed = std::random_device{}();
  std::cout << "fresh worlds from seed " << first_seed << std::endl;
  run_worlds(first_seed, number_from_environment("KIOSK_SIM_FRESH", 20));
}

TEST_CASE("a world runs the same way twice, to the last answer", "[sim]") {
  for (std::uint64_t seed = 7; seed < 10; ++seed) {
    const WorldOptions options = draw_options(seed);
    const std::string digest = run_world(options).trace_digest;
    CHECK(run_world(options).trace_digest == digest);
    CHECK(parse_options(to_text(options)) == options);
    WorldOptions other = options;
    ++other.seed;
    CHECK(run_world(other).trace_digest != digest);
  }
}
