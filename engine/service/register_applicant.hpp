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
  /// Chosen by the browser, at least 128 random bits in practice; may be empty. Sending the same registration again
  /// with the same key (because the answer got lost on the way) gives the same applicant and code.
  std::string idempotency_key;
};

struct Registered {
  Uuid id;
  std::string candidate_code;  ///< shown once; only its keyed hash is stored
  IssuedSignIn sign_in;
};

/// One person is one applicant: the contact is unique after normalising. The candidate code is derived from the
/// idempotency key by a keyed hash, so that repeating needs nothing stored but the hash of the code.
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
