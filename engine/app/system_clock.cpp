#include "app/system_clock.hpp"

#include <chrono>

namespace kiosk::app {

namespace {

milliseconds steady_now() {
  return std::chrono::floor<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace

SystemClock::SystemClock(Instant not_before, milliseconds step)
    : guard_(resumed_time(wall_now(), step, not_before), steady_now(), not_before) {}

Instant SystemClock::now() {
  const std::lock_guard lock(mutex_);
  return guard_.observe(wall_now(), steady_now()).now;
}

milliseconds SystemClock::step() {
  const std::lock_guard lock(mutex_);
  return guard_.observe(wall_now(), steady_now()).step;
}

void SystemClock::accept_step() {
  const std::lock_guard lock(mutex_);
  guard_.accept(wall_now(), steady_now());
}

Instant SystemClock::wall_now() { return std::chrono::floor<milliseconds>(std::chrono::system_clock::now()); }

}  // namespace kiosk::app
