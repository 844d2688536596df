#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ports/credential_checker.hpp"
#include "ports/store.hpp"

namespace kiosk {

struct Verification {
  bool valid = false;  ///< every check was made and found right
  std::vector<CheckOutcome> checks;
  std::optional<ApprovalState> status;  ///< when the credential is one of ours
};

/// Whether a credential that somebody shows is one of ours, unchanged and in force.
Verification verify_credential(const ReadTx& tx, const CredentialChecker& checker, const std::string& credential,
                               Instant now);

}  // namespace kiosk
