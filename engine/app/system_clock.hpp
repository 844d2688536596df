#pragma once

#include <mutex>

#include "base/clock.hpp"

namespace kiosk::app {

/// The host's clocks behind a ClockGuard. May be used from several threads.
class SystemClock final : public Clock {
 public:
  /// `not_before`: latest time found in the store. `step`: how far the wall clock had been set without anybody having
  /// accepted it; it is not followed now either.
  SystemClock(Instant not_before, milliseconds step);

  Instant now() override;
  /// Wall clock minus our time when the wall clock was set; 0 when they agree.
  milliseconds step();
  /// The operator decided that the wall clock is right.
  void accept_step();

  /// The wall clock as it is, for log lines before the store is open.
  static Instant wall_now();

 private:
  std::mutex mutex_;
  ClockGuard guard_;
};

}  // namespace kiosk::app
