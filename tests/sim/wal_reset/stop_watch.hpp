#pragma once

#include <atomic>
#include <mutex>

#include "sim/wal_reset/wal_reset.hpp"

namespace kiosk::sim {

/// Tells the threads of a run when it is over.
class StopWatch {
 public:
  explicit StopWatch(const WalResetLimits& limits) : limits_(limits) {}

  bool running() const { return !stopped_; }
  /// Asked after each commit.
  void look(std::int64_t commits) {
    const bool enough = limits_.commits > 0 && commits >= limits_.commits;
    const bool late = limits_.time.count() > 0 && elapsed() >= limits_.time;
    if (enough || late) stopped_ = true;
  }
  /// The first fault counts.
  void fail(const std::string& what) {
    const std::lock_guard guard{mutex_};
    if (fault_.empty()) fault_ = what;
    stopped_ = true;
  }
  std::string fault() const {
    const std::lock_guard guard{mutex_};
    return fault_;
  }
  std::chrono::duration<double> elapsed() const { return std::chrono::steady_clock::now() - start_; }

 private:
  WalResetLimits limits_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::atomic<bool> stopped_{false};
  mutable std::mutex mutex_;
  std::string fault_;
};

}  // namespace kiosk::sim
