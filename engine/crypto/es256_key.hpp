#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ports/key_ring.hpp"

struct evp_pkey_st;

namespace kiosk::crypto {

using Es256Signature = std::array<std::uint8_t, 64>;

/// A private key for ES256: ECDSA on P-256 with SHA-256 (RFC 7518 §3.4). May be used from several threads.
class Es256Key {
 public:
  static Es256Key generate();
  /// Unencrypted PEM (PKCS#8 or SEC1). `key_unknown` when it is no valid private P-256 key.
  static Result<Es256Key> from_pem(std::string_view pem);

  std::string to_pem() const;  ///< PKCS#8, unencrypted
  PublicKey public_key(std::string name) const;
  /// R then S. Random: two signatures of one message differ.
  Es256Signature sign(std::string_view message) const;

 private:
  struct Free {
    void operator()(evp_pkey_st* key) const;
  };
  explicit Es256Key(evp_pkey_st* key) : key_(key) {}

  std::unique_ptr<evp_pkey_st, Free> key_;
};

/// Whether `signature` was made over `message` by the private half of `key`.
bool verify_es256(const PublicKey& key, std::string_view message, const Es256Signature& signature);

class Es256Verifier final : public SignatureVerifier {
 public:
  bool verify(const PublicKey& key, std::string_view message, const Es256Signature& signature) const override {
    return verify_es256(key, message, signature);
  }
};

/// The public half alone as PEM (SubjectPublicKeyInfo). `key.x` and `key.y` are a point of the curve.
std::string public_pem(const PublicKey& key);
/// `key_unknown` when it is no public P-256 key.
Result<PublicKey> public_key_from_pem(std::string name, std::string_view pem);

}  // namespace kiosk::crypto
