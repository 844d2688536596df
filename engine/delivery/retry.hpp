#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace kiosk {

/// How one try ended.
enum class AttemptOutcome {
  delivered,        ///< 2xx
  redirected,       ///< 3xx: never followed, so that nobody is led to another host
  gone,             ///< 410
  throttled,        ///< 429, 503
  refused,          ///< any other status
  timed_out,        ///< no whole answer in time
  unreachable,      ///< no such name, no connection, or it broke
  tls_failed,       ///< the certificate or its name does not verify, or no TLS at all
  address_refused,  ///< the name stands for an address that is not for us (delivery/destination.hpp)
  malformed,        ///< what came is not HTTP, or its head is too large
};

/// Every outcome, in the order above.
const std::vector<AttemptOutcome>& all_outcomes();

std::string_view outcome_name(AttemptOutcome outcome);  ///< `timed-out`
std::optional<AttemptOutcome> parse_outcome(std::string_view name);

AttemptOutcome outcome_of_status(int status);

/// Value of Retry-After (RFC 9110 §10.2.3), seconds or a date, counted from `now`; nothing when it is neither.
std::optional<seconds> parse_retry_after(std::string_view text, Instant now);

/// Waits after the first, second, … failure (approvals.md §2.3); after one more the delivery is dead.
using RetrySchedule = std::vector<milliseconds>;

/// 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h: ten tries in about 75.6 hours.
const RetrySchedule& standard_schedule();

struct TriedOnce {
  AttemptOutcome outcome = AttemptOutcome::unreachable;
  int status = 0;
  std::optional<seconds> retry_after;
  int failures_before = 0;  ///< since the delivery was put in line
};

struct NextStep {
  enum class What { delivered, retry, dead } what = What::delivered;
  milliseconds wait{0};           ///< of a retry
  bool endpoint_is_gone = false;  ///< it wants nothing more
};

/// What follows from a try. `jitter`: any random word; it spreads the wait by ±20 %. A Retry-After makes the wait
/// longer, never shorter, and at most a day. 413 and 415 are dead after the third try: the same bytes come each time.
NextStep next_step(const TriedOnce& tried, const RetrySchedule& schedule, std::uint64_t jitter);

/// An endpoint that did nothing but fail for this long is disabled.
inline constexpr seconds longest_failing{5 * 86400};
/// Failures further apart are no row of failures: longer than any wait between two tries.
inline constexpr seconds longest_quiet{36 * 3600};

}  // namespace kiosk
