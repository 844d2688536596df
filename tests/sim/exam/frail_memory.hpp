#pragma once

#include "ports/entropy.hpp"
#include "ports/key_ring.hpp"
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
class FrailKeys final : public KeyRing {
 public:
  explicit FrailKeys(Faults& faults);

  std::shared_ptr<const SigningKey> signing_key() const override { return key_; }
  std::vector<PublicKey> published() const override { return {key_->public_key()}; }

 private:
  std::shared_ptr<const SigningKey> key_;
};

}  // namespace kiosk::sim
