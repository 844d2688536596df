#pragma once

#include <cstdint>
#include <span>

#include "base/ids.hpp"
#include "base/rng.hpp"

namespace kiosk {

/// The system's random source.
class Entropy {
 public:
  virtual ~Entropy() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;

  Seed seed() {
    Seed value{};
    fill(value);
    return value;
  }
  Uuid::Bytes uuid_bytes() {
    Uuid::Bytes value{};
    fill(value);
    return value;
  }
  std::uint64_t word() { return Rng{seed()}.next(); }
};

}  // namespace kiosk
