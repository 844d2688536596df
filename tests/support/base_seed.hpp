#pragma once

#include <cstdint>
#include <string_view>

namespace kiosk::test {

/// Where a random test starts: another number in each run, or KIOSK_TEST_SEED from the environment. Prints how to run
/// the test again with the same number.
std::uint64_t base_seed(std::string_view test_name);

}  // namespace kiosk::test
