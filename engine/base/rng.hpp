#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/ensure.hpp"

namespace kiosk {

/// 256 bits from the system's random source, fresh for each attempt; never leaves the server.
using Seed = std::array<std::uint8_t, 32>;

/// Random words from a seed: the ChaCha20 key stream of RFC 8439 (key = seed, nonce = 0, counter from 0), read as
/// little-endian 64-bit words. Integers only, so that every compiler and library draws the same form; and what an
/// applicant sees of a form does not tell the seed.
class Rng {
 public:
  explicit Rng(const Seed& seed);

  std::uint64_t next();
  /// Uniform in [0, bound); `bound` > 0. Draws again rather than favour small numbers.
  std::uint64_t below(std::uint64_t bound);

  /// Fisher–Yates: every order equally likely.
  template <class T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i > 1; --i) {
      std::swap(values[i - 1], values[static_cast<std::size_t>(below(i))]);
    }
  }

 private:
  void fill_block();

  std::array<std::uint32_t, 16> state_{};
  std::array<std::uint32_t, 16> block_{};
  std::size_t used_ = 16;  ///< words of the block already given out
};

}  // namespace kiosk
