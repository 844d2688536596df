#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace kiosk {

/// How often something took how long, for metrics: a histogram over fixed bounds. For one thread.
class Durations {
 public:
  /// Upper bounds in seconds, each inclusive: from a sync on a fast disk to the longest long poll.
  static constexpr std::array<double, 13> bounds_s{0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                   0.05,    0.1,    0.25,  1,      5,     30};
  using Counts = std::array<std::uint64_t, bounds_s.size() + 1>;

  void add(std::chrono::nanoseconds duration) {
    const double duration_s = std::chrono::duration<double>(duration).count();
    const auto place = std::lower_bound(bounds_s.begin(), bounds_s.end(), duration_s) - bounds_s.begin();
    ++counts_.at(static_cast<std::size_t>(place));
    sum_s_ += duration_s;
  }

  /// How many fell between one bound and the next; the last count is of those beyond all bounds.
  const Counts& counts() const { return counts_; }
  double sum_s() const { return sum_s_; }

 private:
  Counts counts_{};
  double sum_s_ = 0;
};

}  // namespace kiosk
