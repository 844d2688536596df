#include "sim/exam/network.hpp"

namespace kiosk::sim {

namespace {

constexpr std::uint64_t network_stream = 502;

}  // namespace

Network::Network(std::uint64_t seed, EventQueue& time, Faults& faults)
    : chance_(seed, network_stream), time_(time), faults_(faults) {}

milliseconds Network::draw_delay() {
  if (faults_.happens(FaultKind::message_late)) return milliseconds{chance_.between(2000, 90000)};
  return milliseconds{chance_.between(20, 1500)};
}

void Network::carry(const Line& line, const Deliver& deliver, milliseconds sent_after,
                    std::optional<milliseconds> just_then) {
  if (faults_.happens(FaultKind::message_lost)) return;
  const auto held = held_back_.find(line);
  if (held == held_back_.end() && faults_.happens(FaultKind::message_reordered)) {
    held_back_.emplace(line, deliver);
    return;
  }
  const milliseconds delay = sent_after + just_then.value_or(draw_delay());
  time_.after(delay, deliver);
  if (faults_.happens(FaultKind::message_doubled)) time_.after(sent_after + draw_delay(), deliver);
  if (held == held_back_.end()) return;
  time_.after(delay + milliseconds{1}, held->second);
  held_back_.erase(held);
}

}  // namespace kiosk::sim
