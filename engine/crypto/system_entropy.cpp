#include "crypto/system_entropy.hpp"

#include <sodium.h>

#include "base/ensure.hpp"

namespace kiosk::crypto {

SystemEntropy::SystemEntropy() { ENSURE(sodium_init() >= 0, "libsodium starts"); }

void SystemEntropy::fill(std::span<std::uint8_t> out) {
  if (!out.empty()) randombytes_buf(out.data(), out.size());
}

}  // namespace kiosk::crypto
