#include "attempt/next_attempt.hpp"

#include <algorithm>

namespace kiosk {

int attempts_left(const Policy& policy, const AttemptHistory& history) {
  return std::max(0, policy.attempts - history.counted);
}

std::optional<Instant> next_attempt_at(const Policy& policy, const AttemptHistory& history, Instant now) {
  if (attempts_left(policy, history) == 0 || !history.last_end) return std::nullopt;
  const Instant next = *history.last_end + policy.waiting_time;
  if (next <= now) return std::nullopt;
  return next;
}

}  // namespace kiosk
