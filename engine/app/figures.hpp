#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <mutex>
#include <vector>

#include "app/assembly.hpp"
#include "http/metrics.hpp"
#include "onboarding/webhook_sender.hpp"
#include "service/census.hpp"
#include "service/deliveries.hpp"
#include "service/retention.hpp"

namespace kiosk::app {

/// What the server tells at /metrics besides its HTTP counts. Figures that cost a read or ask the disk are taken every
/// ten seconds, so that a scrape never waits for either.
class Figures {
 public:
  /// `feed_confirmed`: see take_census; called from `tick`.
  Figures(Assembly& assembly, std::filesystem::path data, const RetentionPeriods& periods,
          std::function<std::int64_t()> feed_confirmed, std::function<onboarding::AttemptCounts()> webhook_attempts);

  /// Call about once a second; never waits for the store. The store must have stopped before this object goes.
  void tick();

  /// The file system of the data directory, at most ten seconds ago. 0 of 0 where it does not say. From any thread.
  struct Room {
    double free_bytes = 0;
    double size_bytes = 0;
  };
  Room room() const;

  /// `clock_step`: wall clock minus server time while they disagree. From any thread.
  std::vector<http::Figure> all(milliseconds clock_step) const;

 private:
  struct Disk {
    Room room;
    double database_bytes = 0;
    double log_bytes = 0;
  };

  Disk look_at_disk() const;
  void add_store(std::vector<http::Figure>& out) const;
  void add_slow(std::vector<http::Figure>& out) const;
  void add_webhooks(std::vector<http::Figure>& out) const;
  void add_overdue(std::vector<http::Figure>& out) const;
  void count_overdue();

  Assembly& assembly_;
  std::filesystem::path data_;
  RetentionPeriods periods_;
  std::function<std::int64_t()> feed_confirmed_;
  std::function<onboarding::AttemptCounts()> webhook_attempts_;
  int ticks_ = 0;
  mutable std::mutex mutex_;  ///< of what follows
  Disk disk_;
  Census census_;
  WebhookCensus webhooks_;
  KeptCounts overdue_{};
  std::int64_t confirmed_ = 0;  ///< with the census
  std::chrono::steady_clock::time_point census_at_ = std::chrono::steady_clock::now();
};

}  // namespace kiosk::app
