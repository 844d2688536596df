#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "ports/hasher.hpp"

namespace kiosk::crypto {

/// SHA-256, and HMAC-SHA256 under one secret. May be used from several threads.
class KeyedHasher final : public Hasher {
 public:
  /// `secret`: 32 octets.
  explicit KeyedHasher(std::string secret);

  Digest sha256(std::string_view bytes) const override;
  /// The message is `purpose`, a zero octet, `text`.
  Digest keyed(std::string_view purpose, std::string_view text) const override;
  Digest hmac(std::string_view key, std::string_view bytes) const override;

 private:
  std::string secret_;
};

/// The secret in `path`.
/// `store_failed` when the file cannot be read, is open to others, or does not hold 32 octets.
Result<std::string> load_secret(const std::filesystem::path& path);

/// The secret in `path`, drawn and written there (mode 0600) when the file does not exist. Contacts and candidate codes
/// can only be recognised with the secret they were hashed with, so it is never replaced.
/// `store_failed` when the file cannot be read or written, is open to others, or does not hold 32 octets.
Result<std::string> load_or_create_secret(const std::filesystem::path& path);

}  // namespace kiosk::crypto
