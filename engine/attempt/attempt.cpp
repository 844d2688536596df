#include "attempt/attempt.hpp"

#include <algorithm>
#include <array>

namespace kiosk {

namespace {

constexpr std::array all_states{AttemptState::prepared, AttemptState::open, AttemptState::submitted,
                                AttemptState::expired};

}  // namespace

std::string_view state_name(AttemptState state) {
  switch (state) {
    case AttemptState::prepared: return "prepared";
    case AttemptState::open: return "open";
    case AttemptState::submitted: return "submitted";
    case AttemptState::expired: return "expired";
  }
  return {};
}

std::optional<AttemptState> parse_attempt_state(std::string_view name) {
  for (const AttemptState state : all_states) {
    if (state_name(state) == name) return state;
  }
  return std::nullopt;
}

std::int64_t Attempt::seconds_left(Instant now) const {
  if (state != AttemptState::open) return 0;
  return std::max<std::int64_t>(0, std::chrono::floor<seconds>(deadline() - now).count());
}

}  // namespace kiosk
