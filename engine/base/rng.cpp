#include "base/rng.hpp"

#include <bit>
#include <limits>

namespace kiosk {

namespace {

using Words = std::array<std::uint32_t, 16>;

// Inlined by force: eighty calls a block were a fifth of the time that drawing a form takes.
[[gnu::always_inline]] inline void quarter_round(Words& w, std::size_t a, std::size_t b, std::size_t c, std::size_t d) {
  w[a] += w[b];
  w[d] = std::rotl(w[d] ^ w[a], 16);
  w[c] += w[d];
  w[b] = std::rotl(w[b] ^ w[c], 12);
  w[a] += w[b];
  w[d] = std::rotl(w[d] ^ w[a], 8);
  w[c] += w[d];
  w[b] = std::rotl(w[b] ^ w[c], 7);
}

std::uint32_t little_endian_word(const Seed& seed, std::size_t word) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8U | seed[4 * word + i];
  return value;
}

}  // namespace

Rng::Rng(const Seed& seed) {
  state_ = {0x61707865U, 0x3320646eU, 0x79622d32U, 0x6b206574U};  // "expand 32-byte k"
  for (std::size_t i = 0; i < 8; ++i) state_[4 + i] = little_endian_word(seed, i);
}

void Rng::fill_block() {
  block_ = state_;
  for (int round = 0; round < 10; ++round) {
    quarter_round(block_, 0, 4, 8, 12);
    quarter_round(block_, 1, 5, 9, 13);
    quarter_round(block_, 2, 6, 10, 14);
    quarter_round(block_, 3, 7, 11, 15);
    quarter_round(block_, 0, 5, 10, 15);
    quarter_round(block_, 1, 6, 11, 12);
    quarter_round(block_, 2, 7, 8, 13);
    quarter_round(block_, 3, 4, 9, 14);
  }
  for (std::size_t i = 0; i < block_.size(); ++i) block_[i] += state_[i];
  ++state_[12];
  used_ = 0;
}

std::uint64_t Rng::next() {
  if (used_ == block_.size()) fill_block();
  const std::uint64_t low = block_[used_];
  const std::uint64_t high = block_[used_ + 1];
  used_ += 2;
  return high << 32U | low;
}

std::uint64_t Rng::below(std::uint64_t bound) {
  ENSURE(bound > 0, "random number below zero asked for");
  constexpr std::uint64_t top = std::numeric_limits<std::uint64_t>::max();
  const std::uint64_t fair_end = top - top % bound;  // the largest multiple of bound that words can reach
  std::uint64_t word = next();
  while (word >= fair_end) word = next();
  return word % bound;
}

}  // namespace kiosk
