#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

namespace kiosk::sim {

/// A run ends when either is reached, or with the first fault.
struct WalResetLimits {
  std::int64_t commits = 0;  ///< 0 = no limit
  std::chrono::seconds time{0};
};

struct WalResetTally {
  std::int64_t commits = 0;
  std::int64_t checkpoints = 0;
  std::int64_t reads = 0;   ///< consistent ones
  std::int64_t checks = 0;  ///< whole integrity checks that found nothing
  double seconds = 0;
  std::string fault;  ///< empty: none
};

/// The race of hardening.md finding 1 on purpose: one connection commits and checkpoints, two more checkpoint, all in
/// tight loops, each with a thread. A SQLite that has the race damages the file sooner or later.
WalResetTally stress_many_connections(const std::filesystem::path& folder, const WalResetLimits& limits);

/// The same load as our store puts it: the Writer alone commits and checkpoints, as often as it can, and two Readers
/// look on. Must stay whole for ever.
WalResetTally stress_one_writer(const std::filesystem::path& folder, const WalResetLimits& limits);

std::string summary(const std::string& topology, const WalResetTally& tally);

}  // namespace kiosk::sim
