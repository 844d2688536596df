#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "app/assembly.hpp"
#include "service/retention.hpp"

namespace kiosk::app {

/// What has to happen with no request coming in: overdue attempts are closed and scored, approvals get their notices
/// and expire, expired sign-ins and kept answers go, at night what has been kept for its period, a wall clock that was
/// set is noticed, and the time is kept for the next start. Call `tick` about once a second; it never waits.
class Ticker {
 public:
  /// `on_closed`: attempts have been closed, so there may be new events.
  Ticker(Assembly& assembly, LogSink& log, const RetentionPeriods& periods, std::function<void()> on_closed);

  void tick();
  /// Wall clock minus server time as of the last tick; 0 when they agree.
  milliseconds clock_step() const { return milliseconds{clock_step_ms_}; }

 private:
  void watch_clock();
  void keep_time();
  void find_overdue();
  void find_due_approvals();
  void settle(const std::vector<Uuid>& approvals, Instant now);
  void close(const std::vector<Uuid>& attempts, Instant now);
  void remove_what_expired();
  void remove_what_is_past_due();

  Assembly& assembly_;
  LogSink& log_;
  RetentionPeriods periods_;
  std::function<void()> on_closed_;
  std::atomic<std::int64_t> clock_step_ms_{0};
  std::atomic<std::int64_t> reported_step_ms_{0};  ///< the step that stands in the audit
  std::atomic<int> closing_{0};                    ///< jobs of the last search for overdue attempts still on their way
  std::atomic<int> settling_{0};                   ///< the same for approvals
  std::atomic<bool> removing_{false};              ///< a step of the nightly run is on its way
  std::atomic<std::int64_t> last_removal_ms_{-1};  ///< when the last nightly run has ended; -1: the store knows
  int ticks_ = 0;
};

}  // namespace kiosk::app
