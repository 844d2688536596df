#pragma once

#include <string>

#include "approval/credential_check.hpp"

namespace kiosk {

/// Looks at a credential from outside. Safe to call from several threads.
class CredentialChecker {
 public:
  static constexpr std::size_t most_bytes = 16 * 1024;

  virtual ~CredentialChecker() = default;
  /// The checks from `form` to `not_after`. `credential`: any octets, at most `most_bytes`.
  virtual CheckedCredential check(const std::string& credential, Instant now) const = 0;
};

}  // namespace kiosk
