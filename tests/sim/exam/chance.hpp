#pragma once

#include "base/rng.hpp"

namespace kiosk::sim {

/// Everything that is left to chance in a simulated world comes from one seed. Whoever is asked often has a stream of
/// his own, so that taking one fault or one applicant out of a world changes little for the others.
class Chance {
 public:
  explicit Chance(std::uint64_t seed, std::uint64_t stream = 0) : rng_(seed_from(seed, stream)) {}

  std::uint64_t below(std::uint64_t bound) { return rng_.below(bound); }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(rng_.below(static_cast<std::uint64_t>(high - low + 1)));
  }
  /// True in `percent` of all cases.
  bool percent(int percent) { return rng_.below(100) < static_cast<std::uint64_t>(percent); }
  bool permille(int permille) { return rng_.below(1000) < static_cast<std::uint64_t>(permille); }

 private:
  static Seed seed_from(std::uint64_t number, std::uint64_t stream) {
    Seed seed{};
    for (std::size_t i = 0; i < 8; ++i) seed[i] = static_cast<std::uint8_t>(number >> (8 * i));
    for (std::size_t i = 0; i < 8; ++i) seed[8 + i] = static_cast<std::uint8_t>(stream >> (8 * i));
    return seed;
  }

  Rng rng_;
};

}  // namespace kiosk::sim
