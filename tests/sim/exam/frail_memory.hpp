#pragma once

#include "ports/entropy.hpp"
#include "ports/signer.hpp"
#include "sim/exam/faults.hpp"

namespace kiosk::sim {

/// Random bytes from the world's seed. Use cases ask for them in the middle of their work, so this is also where
/// memory runs out.
class FrailEntropy final : public Entropy {
 public:
  FrailEntropy(std::uint64_t seed, Faults& faults);
  /// Throws std::bad_alloc.
  void fill(std::span<std::uint8_t> out) override;

 private:
  Chance chance_;
  Faults& faults_;
};

/// Stands for the signing key: the same signature for the same message, and memory runs out here too. (That real
/// signatures verify is a matter of other tests.)
class FrailSigner final : public Signer {
 public:
  explicit FrailSigner(Faults& faults) : faults_(faults) { public_key_.name = "2026-11"; }

  const PublicKey& public_key() const override { return public_key_; }
  /// Throws std::bad_alloc.
  std::array<std::uint8_t, 64> sign(std::string_view message) const override;

 private:
  Faults& faults_;
  PublicKey public_key_;
};

}  // namespace kiosk::sim
