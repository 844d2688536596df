#include "sim/exam/frail_memory.hpp"

#include <algorithm>
#include <new>

#include "crypto/sha256.hpp"

namespace kiosk::sim {

namespace {

constexpr std::uint64_t entropy_stream = 500;

void allocate(Faults& faults) {
  if (faults.happens(FaultKind::out_of_memory)) throw std::bad_alloc{};
}

class FrailKey final : public SigningKey {
 public:
  explicit FrailKey(Faults& faults) : faults_(faults) { public_key_.name = "2026-11"; }

  const PublicKey& public_key() const override { return public_key_; }
  /// Throws std::bad_alloc.
  std::array<std::uint8_t, 64> sign(std::string_view message) const override {
    allocate(faults_);
    const Digest digest = crypto::sha256(message);
    std::array<std::uint8_t, 64> signature{};
    std::copy(digest.bytes.begin(), digest.bytes.end(), signature.begin());
    return signature;
  }

 private:
  Faults& faults_;
  PublicKey public_key_;
};

}  // namespace

FrailEntropy::FrailEntropy(std::uint64_t seed, Faults& faults) : chance_(seed, entropy_stream), faults_(faults) {}

void FrailEntropy::fill(std::span<std::uint8_t> out) {
  allocate(faults_);
  for (std::uint8_t& byte : out) byte = static_cast<std::uint8_t>(chance_.below(256));
}

FrailKeys::FrailKeys(Faults& faults) : key_(std::make_shared<FrailKey>(faults)) {}

}  // namespace kiosk::sim
