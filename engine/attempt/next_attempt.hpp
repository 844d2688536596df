#pragma once

#include <optional>

#include "base/clock.hpp"
#include "exam/policy.hpp"

namespace kiosk {

/// What an applicant's earlier attempts say about the next one.
struct AttemptHistory {
  int counted = 0;                  ///< attempts that were started
  std::optional<Instant> last_end;  ///< end of the latest counted attempt
};

int attempts_left(const Policy& policy, const AttemptHistory& history);

/// Earliest time of the next prepare; nothing when no attempt is left or no waiting is due.
std::optional<Instant> next_attempt_at(const Policy& policy, const AttemptHistory& history, Instant now);

}  // namespace kiosk
