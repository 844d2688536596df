#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "approval/record.hpp"

namespace kiosk {

/// What is checked of a credential that somebody shows us, in this order.
enum class CredentialCheck {
  form,        ///< three base64url parts, the first two JSON objects
  algorithm,   ///< ES256 and nothing else
  header,      ///< brings no key of its own, and says no more than we say
  key,         ///< names a key that we publish
  signature,   ///< was made by that key
  credential,  ///< an Open Badges credential of ours, its claims equal to its properties
  not_before,  ///< its validity has begun
  not_after,   ///< and is not over
  record,      ///< the very bytes that we issued
  status,      ///< the approval is active
};

/// `form`, …, `not-before`, …
std::string_view check_name(CredentialCheck check);

struct CheckOutcome {
  CredentialCheck check{};
  bool ok = false;
};

/// The checks that need no store. One that cannot be made because an earlier one failed is not there.
struct CheckedCredential {
  std::vector<CheckOutcome> outcomes;
  std::optional<Uuid> approval;  ///< once the signature and the credential's form are right
};

}  // namespace kiosk
