#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace kiosk::rehearsal {

/// Counts durations in log-linear buckets, as HdrHistogram does (Gil Tene's method: each power of two is cut into equal
/// parts). Memory is fixed; a quantile is at most 1/64 too large and never too small.
class Histogram {
 public:
  /// Longer durations count as this: a good hour.
  static constexpr std::uint64_t greatest_us = (std::uint64_t{1} << 32U) - 1;

  void add(std::uint64_t duration_us);
  void clear();

  std::uint64_t count() const { return count_; }
  std::uint64_t max_us() const { return max_us_; }
  /// The duration within which this share of all lies (nearest rank); 0 when nothing was counted. 0 < `share` <= 1.
  std::uint64_t quantile_us(double share) const;

 private:
  static constexpr unsigned part_bits = 6;  ///< 64 parts in each power of two
  static constexpr std::size_t parts = std::size_t{1} << part_bits;
  static constexpr std::size_t bucket_count = (32 - part_bits + 1) * parts;

  static std::size_t bucket_of(std::uint64_t duration_us);
  static std::uint64_t upper_end_us(std::size_t bucket);

  std::array<std::uint32_t, bucket_count> buckets_{};
  std::uint64_t count_ = 0;
  std::uint64_t max_us_ = 0;
};

}  // namespace kiosk::rehearsal
