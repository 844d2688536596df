#include "crypto/sha256.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/ensure.hpp"

namespace kiosk::crypto {

namespace {

const unsigned char* octets(std::string_view bytes) {
  // OpenSSL takes a null pointer for "not given" and not for "empty".
  return reinterpret_cast<const unsigned char*>(bytes.empty() ? "" : bytes.data());
}

}  // namespace

Digest sha256(std::string_view bytes) {
  Digest digest;
  unsigned int size = 0;
  const int done = EVP_Digest(octets(bytes), bytes.size(), digest.bytes.data(), &size, EVP_sha256(), nullptr);
  ENSURE(done == 1 && size == digest.bytes.size(), "OpenSSL computes SHA-256");
  return digest;
}

Digest hmac_sha256(std::string_view key, std::string_view message) {
  Digest digest;
  std::size_t size = 0;
  const unsigned char* done =
      EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA256", nullptr, octets(key), key.size(), octets(message), message.size(),
                digest.bytes.data(), digest.bytes.size(), &size);
  ENSURE(done != nullptr && size == digest.bytes.size(), "OpenSSL computes HMAC-SHA256");
  return digest;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(octets(a), octets(b), a.size()) == 0;
}

}  // namespace kiosk::crypto
