#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kiosk {

/// Absolute UTC time with millisecond resolution; the only form of time that is stored.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using std::chrono::milliseconds;
using std::chrono::seconds;

inline std::int64_t to_unix_ms(Instant instant) { return instant.time_since_epoch().count(); }
inline Instant from_unix_ms(std::int64_t ms) { return Instant{milliseconds{ms}}; }

/// `2026-11-22T03:00:00Z`; the fraction is dropped.
std::string to_rfc3339(Instant instant);
/// `2026-11-22T03:00:00.123Z`.
std::string to_rfc3339_ms(Instant instant);
/// RFC 3339 in UTC (`Z`) with at most three fraction digits; nothing for any other text or a day that does not exist.
std::optional<Instant> parse_rfc3339(std::string_view text);

/// The server's time. Each request is stamped once, when it has been read.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() = 0;
};

/// Keeps exam time true when the host's wall clock is set while the server runs (hardening.md H6).
///
/// Time is an anchor (wall clock when the server started or was last corrected) plus what the steady clock has counted
/// since. Small differences (up to `tolerance`) are followed, so that ordinary clock discipline works; a larger step
/// is reported and not followed until a person accepts it. Time never goes backwards, except when a person accepts
/// such a step.
class ClockGuard {
 public:
  static constexpr milliseconds tolerance{2000};

  struct Observation {
    Instant now;
    milliseconds step{0};  ///< wall clock minus our time when that is beyond the tolerance, else 0
  };

  /// `not_before`: latest time found in the store; a wall clock behind it is a backward step during a restart.
  ClockGuard(Instant wall, milliseconds steady, Instant not_before);

  Observation observe(Instant wall, milliseconds steady);
  /// A person decided that the wall clock is right.
  void accept(Instant wall, milliseconds steady);

 private:
  Instant anchor_wall_;
  milliseconds anchor_steady_;
  Instant last_;
};

/// Where server time goes on when a process starts. `step`: how far the host's clock was off, unaccepted, when the last
/// process kept its time; `not_before`: that time. The clock may have been set right meanwhile, so of the two times
/// that are possible it is the earlier one that is not (by more than the tolerance) before what was kept: an hour of
/// wrong clock must not end attempts.
Instant resumed_time(Instant wall, milliseconds step, Instant not_before);

}  // namespace kiosk
