#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>

#include "sim/power_cut/power_cuts.hpp"

namespace kiosk::sim {

namespace {

/// KIOSK_POWER_CUTS asks for more (or fewer).
int cuts_wanted(int usual) {
  const char* given = std::getenv("KIOSK_POWER_CUTS");
  return given == nullptr ? usual : std::stoi(given);
}

PowerCutTally run(const PowerCutOptions& options) {
  PowerCutTally tally = run_power_cuts(options);
  std::cout << summary(options, tally) << std::endl;
  return tally;
}

}  // namespace

TEST_CASE("With synchronous=FULL no power cut loses an acknowledged answer", "[sim]") {
  const PowerCutTally tally = run({1, cuts_wanted(1200), sqlite::Synchronous::full, 1});
  for (const std::string& fault : tally.faults) UNSCOPED_INFO("replay with power_cut_run --cuts 1 --seed N; " << fault);
  CHECK(tally.faults.empty());
  CHECK(tally.lost == 0);

  // The run is worth something only when everything that can go wrong did.
  CHECK(tally.acknowledged > tally.cuts);
  CHECK(tally.cuts_in_opening > 0);
  CHECK(tally.disk.failed_syncs > 0);
  CHECK(tally.disk.failed_writes > 0);
  CHECK(tally.disk.failed_reads > 0);
  CHECK(tally.disk.short_writes > 0);
  CHECK(tally.disk.torn > 0);
  CHECK(tally.restarts > 0);
  CHECK(tally.store_full > 0);
  CHECK(tally.after_full > 0);
  CHECK(tally.checkpoints > 0);
}

TEST_CASE("With synchronous=NORMAL the same run notices lost answers", "[sim]") {
  const PowerCutTally tally = run({1, cuts_wanted(300), sqlite::Synchronous::normal, 1});
  CHECK(tally.faults.empty());
  CHECK(tally.lost > 0);
}

}  // namespace kiosk::sim
