#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk {

/// Public half of a P-256 key, as the coordinates of RFC 7518 §6.2.
struct PublicKey {
  std::string name;  ///< last part of the `kid` URL, for example `2026-11`
  std::array<std::uint8_t, 32> x{};
  std::array<std::uint8_t, 32> y{};
};

/// A key that signs. ES256: ECDSA on P-256 with SHA-256, signature R || S (RFC 7518 §3.4).
class SigningKey {
 public:
  virtual ~SigningKey() = default;
  virtual const PublicKey& public_key() const = 0;
  virtual std::array<std::uint8_t, 64> sign(std::string_view message) const = 0;
};

/// The issuer's keys; which one signs may change while the server runs. May be used from several threads.
class KeyRing {
 public:
  virtual ~KeyRing() = default;
  /// The key that signs now. Name and signature of one document come from one of these.
  virtual std::shared_ptr<const SigningKey> signing_key() const = 0;
  /// All that anyone may verify with, by name; the signing key's is among them.
  virtual std::vector<PublicKey> published() const = 0;
};

/// Tells genuine signatures from others. Safe to call from several threads.
class SignatureVerifier {
 public:
  virtual ~SignatureVerifier() = default;
  virtual bool verify(const PublicKey& key, std::string_view message,
                      const std::array<std::uint8_t, 64>& signature) const = 0;
};

}  // namespace kiosk
