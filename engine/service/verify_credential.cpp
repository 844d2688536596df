#include "service/verify_credential.hpp"

#include <algorithm>

#include "service/approval_view.hpp"

namespace kiosk {

Verification verify_credential(const ReadTx& tx, const CredentialChecker& checker, const std::string& credential,
                               Instant now) {
  CheckedCredential checked = checker.check(credential, now);
  Verification result;
  result.checks = std::move(checked.outcomes);
  if (checked.approval) {
    const std::optional<ApprovalRecord> record = tx.approvals().find(*checked.approval);
    const bool as_issued = record && tx.approvals().credential(record->id) == credential;
    result.checks.push_back({CredentialCheck::record, as_issued});
    if (as_issued) {
      result.status = live_state(*record, now);
      result.checks.push_back({CredentialCheck::status, result.status == ApprovalState::active});
    }
  }
  result.valid = result.status && std::all_of(result.checks.begin(), result.checks.end(),
                                              [](const CheckOutcome& outcome) { return outcome.ok; });
  return result;
}

}  // namespace kiosk
