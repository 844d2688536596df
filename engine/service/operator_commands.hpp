#pragma once

#include <string>
#include <vector>

#include "service/context.hpp"

namespace kiosk {

/// What the operator does at the command line. All but the reading ones are audited with actor `operator`.

struct AddStaffCommand {
  std::string name;  ///< 1..64 of `[A-Za-z0-9._@-]`
  Role role = Role::auditor;
  std::string password_hash;  ///< Argon2id, encoded
};

/// Errors: `fields_invalid`, `staff_known`.
Result<Uuid> add_staff(Tx& tx, const Context& context, const AddStaffCommand& command, Instant now);

/// At least 12 bytes (NIST SP 800-63B asks for 8 or more), at most 1024; the reason when it is not.
std::optional<std::string> password_problem(const std::string& password);

/// So many tokens of one name work at a time: the one in use, and the one that takes its place.
inline constexpr int most_tokens_of_a_name = 2;

/// Answers the bearer token, shown once. Error `fields_invalid`, also when two of this name work already.
Result<std::string> add_machine_token(Tx& tx, const Context& context, const std::string& name,
                                      const std::vector<Scope>& scopes, Instant now);

/// The token stops working at once. False: there was none with this id.
bool remove_machine_token(Tx& tx, const Context& context, const std::string& token_id, Instant now);

struct FormCheck {
  bool equal = false;
  std::size_t items = 0;
  std::string stored;  ///< one line an item: position, bank/item, option order
  std::string drawn;
};

/// Draws the form again from what is stored with it and compares. Error `attempt_unknown`.
Result<FormCheck> rebuild_form(const ReadTx& tx, const Context& context, const Uuid& attempt);

}  // namespace kiosk
