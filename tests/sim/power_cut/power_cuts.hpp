#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sqlite/settings.hpp"
#include "support/power_cut/power_cut_disk.hpp"

namespace kiosk::sim {

struct PowerCutOptions {
  std::uint64_t seed = 1;  ///< of the first life; the next lives have the next seeds
  int cuts = 1000;         ///< ends with the life in which so many are reached
  sqlite::Synchronous synchronous = sqlite::Synchronous::full;
  int threads = 1;  ///< each runs lives of its own
};

struct PowerCutTally {
  int lives = 0;
  int cuts = 0;                   ///< power cuts, also those after a disk fault
  int cuts_in_opening = 0;        ///< of them, while the store was migrating or recovering
  int restarts = 0;               ///< after an I/O error, with the power on
  std::int64_t acknowledged = 0;  ///< answers (responses and attempts)
  std::int64_t lost = 0;          ///< acknowledged and not there after a recovery
  int cuts_with_loss = 0;
  std::int64_t store_full = 0;   ///< jobs answered so
  std::int64_t after_full = 0;   ///< jobs acknowledged after a full disk, in the same life of the process
  std::int64_t checkpoints = 0;  ///< seen by a shorter log
  test::DiskCounts disk;
  std::vector<std::string> faults;  ///< each with its seed

  PowerCutTally& operator+=(const PowerCutTally& other);
};

/// Lives of a store on a disk whose power goes at seeded moments: the real writer with real jobs, closed and recovered
/// again and again, compared with a plain model after each recovery.
PowerCutTally run_power_cuts(const PowerCutOptions& options);

/// One line of counts.
std::string summary(const PowerCutOptions& options, const PowerCutTally& tally);

}  // namespace kiosk::sim
