#include "service/operator_commands.hpp"

#include <algorithm>

#include "form/assemble.hpp"
#include "service/audit.hpp"
#include "service/tokens.hpp"

namespace kiosk {

namespace {

constexpr const char* operator_actor = "operator";
constexpr std::size_t name_limit = 64;

bool valid_name(const std::string& name) {
  constexpr std::string_view others = "._@-";
  return !name.empty() && name.size() <= name_limit && std::all_of(name.begin(), name.end(), [&](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || others.find(c) != std::string_view::npos;
  });
}

Error invalid_name() {
  return Error{ErrorCode::fields_invalid,
               "a name has 1 to 64 letters, digits, or . _ @ -",
               {},
               {{"/name", "characters", "1 to 64 letters, digits, or . _ @ -"}}};
}

std::string describe(const Form& form) {
  std::string text;
  for (const FormItem& item : form.items) {
    text += item.public_id + " " + item.bank + "/" + item.item;
    for (const FormOption& option : item.options) text += " " + option.option + "=" + option.public_id;
    text += '\n';
  }
  return text;
}

}  // namespace

std::optional<std::string> password_problem(const std::string& password) {
  if (password.size() < 12) return "a password needs at least 12 characters";
  if (password.size() > 1024) return "a password has at most 1024 bytes";
  return std::nullopt;
}

Result<Uuid> add_staff(Tx& tx, const Context& context, const AddStaffCommand& command, Instant now) {
  if (!valid_name(command.name)) return invalid_name();
  if (tx.people().staff_account(command.name)) return failure(ErrorCode::staff_known, "this name is taken");
  StaffAccount account;
  account.member.id = Uuid::random(context.entropy.uuid_bytes());
  account.member.name = command.name;
  account.member.role = command.role;
  account.password_hash = command.password_hash;
  tx.people().add_staff(account, now);
  append_audit(tx, context.hasher,
               {operator_actor, "staff-added", actor(account.member), "role=" + std::string{role_name(command.role)}},
               now);
  return account.member.id;
}

Result<std::string> add_machine_token(Tx& tx, const Context& context, const std::string& name,
                                      const std::vector<Scope>& scopes, Instant now) {
  if (!valid_name(name)) return invalid_name();
  if (scopes.empty())
    return Error{ErrorCode::fields_invalid, "a token needs a scope", {}, {{"/scope", "required", ""}}};
  const std::vector<MachineToken> tokens = tx.people().machine_tokens();
  const auto of_name =
      std::count_if(tokens.begin(), tokens.end(), [&](const MachineToken& token) { return token.name == name; });
  if (of_name >= most_tokens_of_a_name) {
    return Error{ErrorCode::fields_invalid,
                 "two tokens of this name work already; remove the older one first",
                 {},
                 {{"/name", "too-many", "two tokens of this name work already"}}};
  }
  BearerParts parts{random_token_id(context.entropy), random_token(context.entropy)};
  tx.people().add_machine_token({parts.token_id, name, context.hasher.sha256(parts.secret), scopes, now});
  append_audit(tx, context.hasher, {operator_actor, "machine-token-added", "machine:" + parts.token_id, {}}, now);
  return bearer_text(parts);
}

bool remove_machine_token(Tx& tx, const Context& context, const std::string& token_id, Instant now) {
  if (!tx.people().remove_machine_token(token_id)) return false;
  append_audit(tx, context.hasher, {operator_actor, "machine-token-removed", "machine:" + token_id, {}}, now);
  return true;
}

Result<FormCheck> rebuild_form(const ReadTx& tx, const Context& context, const Uuid& attempt) {
  const std::optional<Attempt> found = tx.attempts().find(attempt);
  if (!found) return failure(ErrorCode::attempt_unknown, "no attempt has this id");
  const Form stored = tx.attempts().form(found->row);
  const ExamEditionPointer edition = context.editions.of_form(tx, stored);
  const Result<Form> drawn = assemble(*edition, stored.seed, stored.language, stored.history);
  if (drawn.has_error()) return drawn.error();
  return FormCheck{stored == *drawn, stored.items.size(), describe(stored), describe(*drawn)};
}

}  // namespace kiosk
