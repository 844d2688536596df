// Goal: whatever the network, the power and the clock do, no acknowledged answer is lost, every attempt is fair and
// every pass gives exactly one approval. A world that fails prints its seed; KIOSK_SIM_SEED=<seed> runs that one alone.

#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <random>

#include "sim/exam/world.hpp"

namespace {

using kiosk::sim::run_world;
using kiosk::sim::WorldReport;

std::int64_t number_from_environment(const char* name, std::int64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoll(text);
}

WorldReport run_worlds(std::uint64_t first_seed, std::int64_t count) {
  WorldReport sum;
  for (std::int64_t i = 0; i < count; ++i) sum += run_world(first_seed + static_cast<std::uint64_t>(i));
  return sum;
}

void print(const WorldReport& sum) {
  std::cout << "acknowledged " << sum.totals.acknowledged << ", attempts " << sum.totals.attempts << " (passed "
            << sum.totals.passes << ", expired " << sum.totals.expired << "), late saves " << sum.totals.late_evidence
            << ", stale epochs " << sum.totals.stale_epochs << ", closed " << sum.totals.refused_closed
            << " | crashes before commit " << sum.crashes_before_commit << ", before reply " << sum.crashes_before_reply
            << ", clock steps " << sum.clock_steps << ", messages lost " << sum.lost << ", doubled " << sum.doubled
            << ", late " << sum.late << '\n';
}

}  // namespace

TEST_CASE("known worlds hold, and every kind of fault and outcome occurs in them", "[sim]") {
  if (const std::int64_t seed = number_from_environment("KIOSK_SIM_SEED", -1); seed >= 0) {
    print(run_world(static_cast<std::uint64_t>(seed)));
    return;
  }
  const WorldReport sum = run_worlds(1, number_from_environment("KIOSK_SIM_WORLDS", 60));
  print(sum);
  CHECK(sum.totals.acknowledged > 1000);
  CHECK(sum.totals.passes > 0);
  CHECK(sum.totals.passes < sum.totals.attempts);
  CHECK(sum.totals.expired > 0);
  CHECK(sum.totals.late_evidence > 0);
  CHECK(sum.totals.stale_epochs > 0);
  CHECK(sum.totals.refused_closed > 0);
  CHECK(sum.crashes_before_commit > 0);
  CHECK(sum.crashes_before_reply > 0);
  CHECK(sum.clock_steps > 0);
  CHECK(sum.lost > 0);
  CHECK(sum.doubled > 0);
  CHECK(sum.late > 0);
}

TEST_CASE("fresh worlds hold", "[sim]") {
  const std::uint64_t first_seed = std::random_device{}();
  std::cout << "fresh worlds from seed " << first_seed << '\n';
  print(run_worlds(first_seed, number_from_environment("KIOSK_SIM_FRESH", 20)));
}

TEST_CASE("a world runs the same way twice", "[sim]") {
  const WorldReport first = run_world(7);
  const WorldReport second = run_world(7);
  CHECK(first.totals.acknowledged == second.totals.acknowledged);
  CHECK(first.lost == second.lost);
  CHECK(first.crashes_before_commit == second.crashes_before_commit);
}
