#pragma once

#include <string_view>

#include "base/digest.hpp"

namespace kiosk {

/// SHA-256, plain and keyed with the server's own secret.
class Hasher {
 public:
  virtual ~Hasher() = default;

  virtual Digest sha256(std::string_view bytes) const = 0;
  /// HMAC-SHA256 (RFC 2104) under the secret of the data directory; for contacts and codes, which could be guessed
  /// from a plain hash. `purpose` keeps the kinds apart.
  virtual Digest keyed(std::string_view purpose, std::string_view text) const = 0;
  /// HMAC-SHA256 under a key of somebody's choice.
  virtual Digest hmac(std::string_view key, std::string_view bytes) const = 0;
};

}  // namespace kiosk
