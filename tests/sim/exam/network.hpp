#pragma once

#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "sim/exam/event_queue.hpp"
#include "sim/exam/faults.hpp"

namespace kiosk::sim {

/// Carries messages, and loses, doubles, delays and reorders them.
class Network {
 public:
  using Deliver = std::function<void()>;
  /// Messages of one line arrive in the order of their delays; a reordered one is overtaken by the next of its line.
  using Line = std::pair<bool, int>;  ///< to the server or from it; which client

  Network(std::uint64_t seed, EventQueue& time, Faults& faults);

  /// `just_then`: the delay, for a message that is meant to arrive at one moment.
  void carry(const Line& line, const Deliver& deliver, milliseconds sent_after = milliseconds{0},
             std::optional<milliseconds> just_then = std::nullopt);

 private:
  milliseconds draw_delay();

  Chance chance_;
  EventQueue& time_;
  Faults& faults_;
  std::map<Line, Deliver> held_back_;
};

}  // namespace kiosk::sim
