#pragma once

#include <string>

#include "service/sign_ins.hpp"

namespace kiosk {

struct RegisterCommand {
  std::string name;
  std::string region;
  Language language;
  std::string contact;
  std::string shop_name;
  std::string invitation;
};

struct Registered {
  Uuid id;
  std::string candidate_code;  ///< shown once; only its keyed hash is stored
  IssuedSignIn sign_in;
};

/// One person is one applicant: the contact is unique after normalising.
/// Errors: `fields_invalid` (all fields at once), `contact_known`, `invitation_unknown`.
Result<Registered> register_applicant(Tx& tx, const Context& context, const RegisterCommand& command, Instant now);

struct ReissuedCode {
  std::string candidate_code;
};

/// By staff, for an applicant who lost the code: the old one and all sign-ins stop working. Audited.
/// Errors: those of require_staff, `applicant_unknown`.
Result<ReissuedCode> reissue_candidate_code(Tx& tx, const Context& context, const std::string& token,
                                            const Uuid& applicant, Instant now);

}  // namespace kiosk
