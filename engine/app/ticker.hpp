#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "app/assembly.hpp"

namespace kiosk::app {

/// What has to happen with no request coming in: overdue attempts are closed and scored, expired sign-ins go, and a
/// wall clock that was set is noticed. Call `tick` about once a second; it never waits.
class Ticker {
 public:
  /// `on_closed`: attempts have been closed, so there may be new events.
  Ticker(Assembly& assembly, LogSink& log, std::function<void()> on_closed);

  void tick();
  /// Wall clock minus server time as of the last tick; 0 when they agree.
  milliseconds clock_step() const { return milliseconds{clock_step_ms_}; }

 private:
  void watch_clock();
  void close_overdue();
  void remove_expired_sign_ins();

  Assembly& assembly_;
  LogSink& log_;
  std::function<void()> on_closed_;
  std::atomic<std::int64_t> clock_step_ms_{0};
  std::shared_ptr<std::atomic<bool>> closing_ = std::make_shared<std::atomic<bool>>(false);
  int ticks_ = 0;
};

}  // namespace kiosk::app
