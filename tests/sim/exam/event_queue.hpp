#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "base/clock.hpp"

namespace kiosk::sim {

/// Virtual time: what happens next, in order of time and then of entry. Nothing here knows a real clock.
class EventQueue {
 public:
  explicit EventQueue(Instant start) : now_(start) {}

  Instant now() const { return now_; }
  void after(milliseconds delay, std::function<void()> event) {
    events_.emplace(std::pair{now_ + delay, ++entered_}, std::move(event));
  }
  bool step(Instant until) {
    if (events_.empty() || events_.begin()->first.first > until) return false;
    now_ = events_.begin()->first.first;
    const std::function<void()> event = std::move(events_.begin()->second);
    events_.erase(events_.begin());
    event();
    return true;
  }

 private:
  Instant now_;
  std::uint64_t entered_ = 0;
  std::map<std::pair<Instant, std::uint64_t>, std::function<void()>> events_;
};

}  // namespace kiosk::sim
