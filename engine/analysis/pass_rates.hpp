#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"

namespace kiosk {

/// Attempts of a group: started ones, those that ended with a decision, and those that passed.
struct PassCounts {
  std::int64_t started = 0;
  std::int64_t finished = 0;
  std::int64_t passed = 0;

  PassCounts& operator+=(const PassCounts& other);
  bool operator==(const PassCounts&) const = default;
};

struct Interval {
  double low = 0;
  double high = 1;
};

/// Wilson's score interval for `passed` of `finished` at 95 % (E. B. Wilson, JASA 22 (1927) 209–212; z = 1.959964).
/// Nothing when nobody finished.
std::optional<Interval> wilson_interval(std::int64_t passed, std::int64_t finished);

/// passed / finished; nothing when nobody finished.
std::optional<double> pass_rate(const PassCounts& counts);

struct PassRateRow {
  std::string group;
  PassCounts attempts;        ///< all attempts
  PassCounts first_attempts;  ///< first attempts of their applicants alone
};

/// ISO 8601 week of a UTC instant: `2026-W48`.
std::string iso_week(Instant instant);

}  // namespace kiosk
