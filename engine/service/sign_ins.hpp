#pragma once

#include <optional>
#include <string>

#include "service/context.hpp"

namespace kiosk {

inline constexpr seconds applicant_sign_in_lifetime{14 * 86400};
inline constexpr seconds staff_sign_in_lifetime{12 * 3600};

/// A new sign-in: the token goes into the browser's cookie and is not stored, only its hash is.
struct IssuedSignIn {
  std::string token;  ///< 43 characters, 256 random bits, base64url
  Instant expires_at;
};

IssuedSignIn issue_sign_in(Tx& tx, const Context& context, std::variant<ApplicantId, StaffId> who, Instant now);

/// Error `not_signed_in` when the token is unknown, expired or of the other kind.
Result<ApplicantId> require_applicant_id(const ReadTx& tx, const Context& context, const std::string& token,
                                         Instant now);
Result<Applicant> require_applicant(const ReadTx& tx, const Context& context, const std::string& token, Instant now);
/// Also `not_allowed` when the role may not do this.
Result<StaffMember> require_staff(const ReadTx& tx, const Context& context, const std::string& token, Act act,
                                  Instant now);
Result<StaffMember> require_staff(const ReadTx& tx, const Context& context, const std::string& token, Instant now);
/// `bearer`: `kk_<id>_<secret>`. Errors `token_invalid`, `not_allowed`.
Result<MachineToken> require_machine(const ReadTx& tx, const Context& context, const std::string& bearer, Scope scope);

/// Who asks where machines and staff may. A bearer token counts alone.
struct Caller {
  std::string staff_token;
  std::string bearer;
};

/// A machine with the scope, or staff who may do this. Answers the actor for the audit. Errors: those of
/// require_machine and require_staff.
Result<std::string> require_caller(const ReadTx& tx, const Context& context, const Caller& caller, Scope scope, Act act,
                                   Instant now);

struct ApplicantSignedIn {
  Uuid id;
  IssuedSignIn sign_in;
};

/// Error `sign_in_failed`: malformed, unknown and replaced codes look alike.
Result<ApplicantSignedIn> sign_in_applicant(Tx& tx, const Context& context, const std::string& candidate_code,
                                            Instant now);

struct StaffSignedIn {
  StaffMember member;
  IssuedSignIn sign_in;
};

/// Encoded password hash of the account; empty when the name is unknown (verify against it all the same).
Result<std::string> staff_password_hash(const ReadTx& tx, const std::string& name);
/// After the password has been verified. Error `sign_in_failed` when the account has gone meanwhile.
Result<StaffSignedIn> sign_in_staff(Tx& tx, const Context& context, const std::string& name, Instant now);

/// Effective at once; an unknown token is signed out already.
Status sign_out(Tx& tx, const Context& context, const std::string& token);

}  // namespace kiosk
