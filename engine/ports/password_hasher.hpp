#pragma once

#include <functional>
#include <optional>
#include <string>

namespace kiosk {

/// Argon2id on threads of its own, so that sign-ins never slow down running exams. At most a bounded number waits.
class PasswordHasher {
 public:
  virtual ~PasswordHasher() = default;

  /// `done` gets the encoded hash, or nothing when too many wait. Called on a hashing thread.
  virtual void hash(std::string password, std::function<void(std::optional<std::string>)> done) = 0;
  /// `done` gets whether the password fits, or nothing when too many wait. With an empty `encoded` (unknown name) the
  /// work is the same and the answer false, so that time does not tell which names exist.
  virtual void verify(std::string password, std::string encoded, std::function<void(std::optional<bool>)> done) = 0;
};

}  // namespace kiosk
