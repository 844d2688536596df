#include "sim/power_cut/power_cuts.hpp"

#include <atomic>
#include <mutex>
#include <sstream>
#include <thread>

#include "sim/power_cut/life.hpp"

namespace kiosk::sim {

namespace {

constexpr int cuts_a_life = 12;

PowerCutTally run_life(std::uint64_t seed, sqlite::Synchronous synchronous) {
  PowerCutTally tally;
  Life life{seed, synchronous, tally};
  for (int cut = 0; cut < cuts_a_life; ++cut) life.run_to_next_cut();
  life.finish();
  ++tally.lives;
  return tally;
}

}  // namespace

PowerCutTally& PowerCutTally::operator+=(const PowerCutTally& other) {
  lives += other.lives;
  cuts += other.cuts;
  cuts_in_opening += other.cuts_in_opening;
  restarts += other.restarts;
  acknowledged += other.acknowledged;
  lost += other.lost;
  cuts_with_loss += other.cuts_with_loss;
  store_full += other.store_full;
  after_full += other.after_full;
  checkpoints += other.checkpoints;
  disk += other.disk;
  faults.insert(faults.end(), other.faults.begin(), other.faults.end());
  return *this;
}

PowerCutTally run_power_cuts(const PowerCutOptions& options) {
  PowerCutTally sum;
  std::mutex mutex;
  std::atomic<std::uint64_t> next_seed{options.seed};
  std::atomic<int> cuts{0};
  const auto run_lives = [&] {
    while (cuts < options.cuts) {
      const PowerCutTally tally = run_life(next_seed++, options.synchronous);
      cuts += tally.cuts;
      const std::lock_guard guard{mutex};
      sum += tally;
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < options.threads; ++i) threads.emplace_back(run_lives);
  for (std::thread& thread : threads) thread.join();
  return sum;
}

std::string summary(const PowerCutOptions& options, const PowerCutTally& tally) {
  std::ostringstream text;
  text << "power cuts, synchronous=" << (options.synchronous == sqlite::Synchronous::full ? "FULL" : "NORMAL")
       << ", seeds " << options.seed << ".." << options.seed + static_cast<std::uint64_t>(tally.lives) - 1 << ": "
       << tally.cuts << " cuts (" << tally.cuts_in_opening << " in migration or recovery, " << tally.disk.torn
       << " torn), " << tally.restarts << " restarts with the power on, " << tally.acknowledged
       << " acknowledged answers, " << tally.lost << " lost (in " << tally.cuts_with_loss << " cuts); "
       << tally.disk.failed_syncs << " failed syncs, " << tally.disk.failed_writes << " failed writes, "
       << tally.disk.failed_reads << " failed reads, " << tally.disk.short_writes << " short writes, "
       << tally.disk.writes_without_room << " writes without room, " << tally.store_full
       << " jobs answered store-full, " << tally.after_full << " acknowledged after that, " << tally.checkpoints
       << " checkpoints that emptied the log";
  return text.str();
}

}  // namespace kiosk::sim
