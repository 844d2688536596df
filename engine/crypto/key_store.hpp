#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "crypto/es256_key.hpp"

namespace kiosk::crypto {

/// The signing keys in a folder of the data directory:
///
///     <name>.pem            private half, mode 0600
///     <name>.public.pem     public half; published for as long as the file stands
///     <name>.withdrawn.pem  public half of a compromised key, published no more; its private half is gone
///     signing-key           name of the key that signs
///
/// May be used from several threads; changes from one at a time.
class KeyStore final : public KeyRing {
 public:
  /// Without a `signing-key` file (first start, or one that died in the middle) a key is drawn, named after the month
  /// of `now` in UTC: `2026-11`, or `2026-11-2` and so on when that name is taken.
  ///
  /// `store_failed` when a file cannot be read or written, or a private half is open to others; `key_unknown` when a
  /// file holds no P-256 key, the signing key is not there, or a private half does not match its published half.
  static Result<std::unique_ptr<KeyStore>> open(const std::filesystem::path& folder, Instant now);

  std::shared_ptr<const SigningKey> signing_key() const override;
  std::vector<PublicKey> published() const override;

  /// Whether the folder still holds what is in use: a restart would go on with it. Errors as of `open`; `key_unknown`
  /// when it holds other keys.
  Status check() const;

  /// Draws one more key and publishes it; it does not sign yet. Answers its name. Error `store_failed`.
  Result<std::string> add(Instant now);
  /// Signs with this key from now on. `key_unknown` when it is not published or its private half is not there.
  Status sign_with(const std::string& name);
  /// Publishes this key no more and forgets its private half; nothing when that has been done. `key_unknown` when there
  /// is no such key; the one that signs cannot be withdrawn (`parameter_invalid`).
  Status withdraw(const std::string& name);

 private:
  struct Keys {
    std::shared_ptr<const SigningKey> signing;
    std::vector<PublicKey> published;
  };
  KeyStore(std::filesystem::path folder, Keys keys) : folder_(std::move(folder)), keys_(std::move(keys)) {}
  static Result<Keys> load(const std::filesystem::path& folder);
  Status load_again();

  std::filesystem::path folder_;
  mutable std::mutex mutex_;
  Keys keys_;  ///< guarded by mutex_
};

}  // namespace kiosk::crypto
