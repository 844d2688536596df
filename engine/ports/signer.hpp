#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace kiosk {

/// Public half of a P-256 key, as the coordinates of RFC 7518 §6.2.
struct PublicKey {
  std::string name;  ///< last part of the `kid` URL, for example `2026-11`
  std::array<std::uint8_t, 32> x{};
  std::array<std::uint8_t, 32> y{};
};

/// The signing key in use. ES256: ECDSA on P-256 with SHA-256, signature R || S (RFC 7518 §3.4).
class Signer {
 public:
  virtual ~Signer() = default;
  virtual const PublicKey& public_key() const = 0;
  virtual std::array<std::uint8_t, 64> sign(std::string_view message) const = 0;
};

/// Tells genuine signatures from others. Safe to call from several threads.
class SignatureVerifier {
 public:
  virtual ~SignatureVerifier() = default;
  virtual bool verify(const PublicKey& key, std::string_view message,
                      const std::array<std::uint8_t, 64>& signature) const = 0;
};

}  // namespace kiosk
