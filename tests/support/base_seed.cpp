#include "support/base_seed.hpp"

#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

namespace kiosk::test {

std::uint64_t base_seed(std::string_view test_name) {
  std::uint64_t seed = 0;
  if (const char* given = std::getenv("KIOSK_TEST_SEED")) {
    seed = std::stoull(given);
  } else {
    std::random_device random;
    seed = std::uint64_t{random()} << 32U | random();
  }
  std::cout << test_name << ": again with KIOSK_TEST_SEED=" << seed << std::endl;
  return seed;
}

}  // namespace kiosk::test
