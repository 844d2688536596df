#include "crypto/keyed_hasher.hpp"

#include <sodium.h>

#include <utility>

#include "crypto/sha256.hpp"
#include "crypto/small_file.hpp"

namespace kiosk::crypto {

namespace {
constexpr std::size_t secret_size = 32;
}

KeyedHasher::KeyedHasher(std::string secret) : secret_(std::move(secret)) {
  ENSURE(secret_.size() == secret_size, "the secret has 32 octets");
}

Digest KeyedHasher::sha256(std::string_view bytes) const { return crypto::sha256(bytes); }

Digest KeyedHasher::keyed(std::string_view purpose, std::string_view text) const {
  std::string message(purpose);
  message += '\0';
  message += text;
  return hmac_sha256(secret_, message);
}

Digest KeyedHasher::hmac(std::string_view key, std::string_view bytes) const { return hmac_sha256(key, bytes); }

Result<std::string> load_secret(const std::filesystem::path& path) {
  Result<std::string> secret = read_file(path, FileAccess::owner_only);
  if (secret.has_value() && secret->size() != secret_size) {
    return failure(ErrorCode::store_failed, path.string() + " does not hold 32 octets");
  }
  return secret;
}

Result<std::string> load_or_create_secret(const std::filesystem::path& path) {
  if (!file_exists(path)) {
    ENSURE(sodium_init() >= 0, "libsodium starts");
    std::string drawn(secret_size, '\0');
    randombytes_buf(drawn.data(), drawn.size());
    if (Status written = create_file(path, drawn, FileAccess::owner_only); written.has_error()) return written.error();
  }
  return load_secret(path);
}

}  // namespace kiosk::crypto
