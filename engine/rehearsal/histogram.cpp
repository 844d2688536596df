#include "rehearsal/histogram.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/ensure.hpp"

namespace kiosk::rehearsal {

std::size_t Histogram::bucket_of(std::uint64_t duration_us) {
  const auto bits = static_cast<unsigned>(std::bit_width(duration_us));
  const unsigned shift = bits > part_bits + 1 ? bits - part_bits - 1 : 0;
  return shift * parts + static_cast<std::size_t>(duration_us >> shift);
}

std::uint64_t Histogram::upper_end_us(std::size_t bucket) {
  if (bucket < 2 * parts) return bucket;  // one duration each
  const std::size_t shift = bucket / parts - 1;
  const std::uint64_t first_part = bucket - shift * parts;
  return ((first_part + 1) << shift) - 1;
}

void Histogram::add(std::uint64_t duration_us) {
  const std::uint64_t counted = std::min(duration_us, greatest_us);
  ++buckets_.at(bucket_of(counted));
  ++count_;
  max_us_ = std::max(max_us_, counted);
}

void Histogram::clear() { *this = Histogram{}; }

std::uint64_t Histogram::quantile_us(double share) const {
  ENSURE(share > 0 && share <= 1, "a share");
  if (count_ == 0) return 0;
  // 0.14 * 20000 is a little more than 2800 in binary; that must not become rank 2801.
  constexpr double rounding = 1 - 1e-12;
  const auto rank = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_) * rounding));
  std::uint64_t so_far = 0;
  std::size_t bucket = 0;
  while (so_far + buckets_.at(bucket) < rank) so_far += buckets_.at(bucket++);
  return std::min(upper_end_us(bucket), max_us_);
}

}  // namespace kiosk::rehearsal
