#pragma once

#include "ports/entropy.hpp"

namespace kiosk::crypto {

/// The kernel's random numbers through libsodium. May be used from several threads.
class SystemEntropy final : public Entropy {
 public:
  SystemEntropy();
  void fill(std::span<std::uint8_t> out) override;
};

}  // namespace kiosk::crypto
