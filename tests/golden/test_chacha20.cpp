// The key stream of RFC 8439, appendix A.1. Our generator has nonce 0 and counts blocks from 0, so that the vectors of
// counters 0, 1 and 2 lie in its first three blocks.

#include <catch2/catch.hpp>

#include "base/hex.hpp"
#include "base/rng.hpp"

namespace kiosk {
namespace {

constexpr int words_per_block = 8;

std::string key_stream_block(const Seed& seed, int block) {
  Rng rng{seed};
  for (int i = 0; i < block * words_per_block; ++i) rng.next();
  std::array<std::uint8_t, 64> bytes{};
  for (std::size_t word = 0; word < words_per_block; ++word) {
    std::uint64_t value = rng.next();
    for (std::size_t i = 0; i < 8; ++i, value >>= 8U) bytes[8 * word + i] = static_cast<std::uint8_t>(value & 0xFFU);
  }
  return to_hex(bytes);
}

TEST_CASE("vectors 1 and 2: key 0, blocks 0 and 1") {
  CHECK(key_stream_block(Seed{}, 0) ==
        "76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7"
        "da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586");
  CHECK(key_stream_block(Seed{}, 1) ==
        "9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed"
        "29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f");
}

TEST_CASE("vector 3: a key that ends in 1, block 1") {
  Seed seed{};
  seed[31] = 0x01;
  CHECK(key_stream_block(seed, 1) ==
        "3aeb5224ecf849929b9d828db1ced4dd832025e8018b8160b82284f3c949aa5a"
        "8eca00bbb4a73bdad192b5c42f73f2fd4e273644c8b36125a64addeb006c13a0");
}

TEST_CASE("vector 4: a key with ff as its second byte, block 2") {
  Seed seed{};
  seed[1] = 0xFF;
  CHECK(key_stream_block(seed, 2) ==
        "72d54dfbf12ec44b362692df94137f328fea8da73990265ec1bbbea1ae9af0ca"
        "13b25aa26cb4a648cb9b9d1be65b2c0924a66c54d545ec1b7374f4872e99f096");
}

TEST_CASE("numbers below a bound and shuffles stay what they are") {
  Rng rng{Seed{42}};
  std::string numbers;
  for (int i = 0; i < 12; ++i) numbers += std::to_string(rng.below(100)) + " ";
  std::vector<int> order{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  rng.shuffle(order);
  for (const int value : order) numbers += std::to_string(value);
  CHECK(numbers == "55 62 54 92 59 52 70 63 78 87 97 37 4627309158");
}

}  // namespace
}  // namespace kiosk
