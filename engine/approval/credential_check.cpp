#include "approval/credential_check.hpp"

#include "base/ensure.hpp"

namespace kiosk {

std::string_view check_name(CredentialCheck check) {
  switch (check) {
    case CredentialCheck::form: return "form";
    case CredentialCheck::algorithm: return "algorithm";
    case CredentialCheck::header: return "header";
    case CredentialCheck::key: return "key";
    case CredentialCheck::signature: return "signature";
    case CredentialCheck::credential: return "credential";
    case CredentialCheck::not_before: return "not-before";
    case CredentialCheck::not_after: return "not-after";
    case CredentialCheck::record: return "record";
    case CredentialCheck::status: return "status";
  }
  ENSURE(false, "CredentialCheck outside its enumeration");
}

}  // namespace kiosk
