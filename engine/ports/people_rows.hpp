#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/digest.hpp"
#include "people/applicant.hpp"
#include "people/staff.hpp"

namespace kiosk {

struct NewApplicant {
  Applicant applicant;  ///< `row` is given by the store
  Identity identity;
  Digest contact_hash;  ///< keyed hash of the normalised contact
  Digest code_hash;     ///< keyed hash of the normalised candidate code
};

struct StaffAccount {
  StaffMember member;
  std::string password_hash;  ///< Argon2id, encoded
};

/// A machine's bearer token `kk_<token_id>_<secret>`; only the SHA-256 of the secret is kept.
struct MachineToken {
  std::string token_id;  ///< 8 characters
  std::string name;
  Digest secret_hash;
  std::vector<Scope> scopes;
  Instant created_at;
  std::optional<Instant> last_used_at = std::nullopt;  ///< to the minute or so
};

/// A signed-in browser: SHA-256 of the cookie's token and whom it stands for.
struct SignIn {
  Digest token_hash;
  std::variant<ApplicantId, StaffId> who;
  Instant created_at;
  Instant expires_at;
};

class PeopleRows {
 public:
  virtual ~PeopleRows() = default;

  virtual std::optional<Applicant> applicant(ApplicantId row) const = 0;
  virtual std::optional<Applicant> applicant(const Uuid& id) const = 0;
  virtual std::optional<Applicant> applicant_by_code(const Digest& code_hash) const = 0;
  /// Nothing for a person who was erased.
  virtual std::optional<Identity> identity(ApplicantId row) const = 0;
  virtual bool contact_known(const Digest& contact_hash) const = 0;
  virtual std::optional<StaffMember> staff(StaffId row) const = 0;
  virtual std::optional<StaffAccount> staff_account(const std::string& name) const = 0;
  virtual std::optional<MachineToken> machine_token(const std::string& token_id) const = 0;
  /// By name, then the oldest first.
  virtual std::vector<MachineToken> machine_tokens() const = 0;
  /// Whatever its expiry.
  virtual std::optional<SignIn> sign_in(const Digest& token_hash) const = 0;
  /// Whatever their expiry, oldest first.
  virtual std::vector<SignIn> sign_ins_of(ApplicantId row) const = 0;

  virtual ApplicantId add_applicant(const NewApplicant& applicant) = 0;
  /// The old code stops working.
  virtual void replace_code(ApplicantId row, const Digest& code_hash, Instant now) = 0;
  /// Identity, contact, candidate code and sign-ins go; the pseudonymous applicant stays. Once for each.
  virtual void erase(ApplicantId row, Instant now) = 0;
  virtual StaffId add_staff(const StaffAccount& account, Instant now) = 0;
  virtual void add_machine_token(const MachineToken& token) = 0;
  /// A token that has gone meanwhile is passed over.
  virtual void note_token_use(const std::string& token_id, Instant used_at) = 0;
  /// The token stops working. False: there was none.
  virtual bool remove_machine_token(const std::string& token_id) = 0;
  virtual void add_sign_in(const SignIn& sign_in) = 0;
  virtual void remove_sign_in(const Digest& token_hash) = 0;
  virtual void remove_sign_ins_of(ApplicantId row) = 0;
  /// Sign-ins that expired before `now`; at most `limit` a call.
  virtual void remove_expired_sign_ins(Instant now, int limit) = 0;
};

}  // namespace kiosk
