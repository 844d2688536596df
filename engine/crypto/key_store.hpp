#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "crypto/es256_key.hpp"

namespace kiosk::crypto {

/// The signing keys in a folder of the data directory:
///
///     <name>.pem           private half, mode 0600
///     <name>.public.pem    public half; published for as long as the file stands
///     signing-key          name of the key that signs
///
/// Everything is read once, when the server starts. May be used from several threads.
class KeyStore final : public Signer {
 public:
  /// Without a `signing-key` file (first start, or one that died in the middle) a key is drawn, named after the month
  /// of `now` in UTC: `2026-11`, or `2026-11-2` and so on when that name is taken.
  ///
  /// `store_failed` when a file cannot be read or written, or a private half is open to others; `key_unknown` when a
  /// file holds no P-256 key, the signing key is not there, or a private half does not match its published half.
  static Result<std::unique_ptr<KeyStore>> open(const std::filesystem::path& folder, Instant now);

  const PublicKey& public_key() const override { return public_key_; }
  Es256Signature sign(std::string_view message) const override { return signing_key_.sign(message); }
  /// All public halves in the folder, the signing key's among them, by name.
  const std::vector<PublicKey>& published() const { return published_; }

 private:
  KeyStore(Es256Key signing_key, PublicKey public_key, std::vector<PublicKey> published);

  Es256Key signing_key_;
  PublicKey public_key_;
  std::vector<PublicKey> published_;
};

}  // namespace kiosk::crypto
