#include "sim/power_cut/power_cuts.hpp"

#include <sstream>

#include "sim/power_cut/life.hpp"

namespace kiosk::sim {

namespace {

constexpr int cuts_a_life = 12;

}  // namespace

PowerCutTally run_power_cuts(const PowerCutOptions& options) {
  PowerCutTally tally;
  for (std::uint64_t seed = options.seed; tally.cuts < options.cuts; ++seed) {
    Life life{seed, options.synchronous, tally};
    for (int cut = 0; cut < cuts_a_life; ++cut) life.run_to_next_cut();
    life.finish();
    ++tally.lives;
  }
  return tally;
}

std::string summary(const PowerCutOptions& options, const PowerCutTally& tally) {
  std::ostringstream text;
  text << "power cuts, synchronous=" << (options.synchronous == sqlite::Synchronous::full ? "FULL" : "NORMAL")
       << ", seeds " << options.seed << ".." << options.seed + static_cast<std::uint64_t>(tally.lives) - 1 << ": "
       << tally.cuts << " cuts (" << tally.cuts_in_opening << " in migration or recovery), " << tally.acknowledged
       << " acknowledged answers, " << tally.lost << " lost (in " << tally.cuts_with_loss << " cuts); "
       << tally.disk.failed_syncs << " failed syncs, " << tally.disk.failed_writes << " failed writes, "
       << tally.disk.writes_without_room << " writes without room, " << tally.store_full
       << " jobs answered store-full, " << tally.after_full << " acknowledged after that, " << tally.checkpoints
       << " checkpoints that emptied the log";
  return text.str();
}

}  // namespace kiosk::sim
