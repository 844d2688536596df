#include "service/sign_ins.hpp"

#include <algorithm>

#include "service/audit.hpp"
#include "service/tokens.hpp"

namespace kiosk {

namespace {

std::optional<SignIn> live_sign_in(const ReadTx& tx, const Context& context, const std::string& token, Instant now) {
  if (token.empty()) return std::nullopt;
  std::optional<SignIn> found = tx.people().sign_in(context.hasher.sha256(token));
  if (found && found->expires_at <= now) return std::nullopt;
  return found;
}

}  // namespace

IssuedSignIn issue_sign_in(Tx& tx, const Context& context, std::variant<ApplicantId, StaffId> who, Instant now) {
  const bool staff = std::holds_alternative<StaffId>(who);
  IssuedSignIn issued;
  issued.token = random_token(context.entropy);
  issued.expires_at = now + (staff ? staff_sign_in_lifetime : applicant_sign_in_lifetime);
  tx.people().add_sign_in({context.hasher.sha256(issued.token), who, now, issued.expires_at});
  return issued;
}

Result<ApplicantId> require_applicant_id(const ReadTx& tx, const Context& context, const std::string& token,
                                         Instant now) {
  const std::optional<SignIn> sign_in = live_sign_in(tx, context, token, now);
  if (!sign_in || !std::holds_alternative<ApplicantId>(sign_in->who)) return failure(ErrorCode::not_signed_in);
  return std::get<ApplicantId>(sign_in->who);
}

Result<Applicant> require_applicant(const ReadTx& tx, const Context& context, const std::string& token, Instant now) {
  const Result<ApplicantId> id = require_applicant_id(tx, context, token, now);
  if (id.has_error()) return id.error();
  std::optional<Applicant> applicant = tx.people().applicant(*id);
  if (!applicant) return failure(ErrorCode::not_signed_in);
  return std::move(*applicant);
}

Result<StaffMember> require_staff(const ReadTx& tx, const Context& context, const std::string& token, Instant now) {
  const std::optional<SignIn> sign_in = live_sign_in(tx, context, token, now);
  if (!sign_in || !std::holds_alternative<StaffId>(sign_in->who)) return failure(ErrorCode::not_signed_in);
  std::optional<StaffMember> member = tx.people().staff(std::get<StaffId>(sign_in->who));
  if (!member) return failure(ErrorCode::not_signed_in);
  return std::move(*member);
}

Result<StaffMember> require_staff(const ReadTx& tx, const Context& context, const std::string& token, Act act,
                                  Instant now) {
  Result<StaffMember> member = require_staff(tx, context, token, now);
  if (member.has_value() && !may(member->role, act)) return failure(ErrorCode::not_allowed);
  return member;
}

Result<MachineToken> require_machine(const ReadTx& tx, const Context& context, const std::string& bearer, Scope scope) {
  const std::optional<BearerParts> parts = split_bearer(bearer);
  if (!parts) return failure(ErrorCode::token_invalid);
  std::optional<MachineToken> token = tx.people().machine_token(parts->token_id);
  if (!token || token->secret_hash != context.hasher.sha256(parts->secret)) return failure(ErrorCode::token_invalid);
  if (std::find(token->scopes.begin(), token->scopes.end(), scope) == token->scopes.end()) {
    return failure(ErrorCode::not_allowed, "the token lacks the scope " + std::string{scope_name(scope)});
  }
  return std::move(*token);
}

Result<std::string> require_caller(const ReadTx& tx, const Context& context, const Caller& caller, Scope scope, Act act,
                                   Instant now) {
  if (!caller.bearer.empty()) {
    const Result<MachineToken> machine = require_machine(tx, context, caller.bearer, scope);
    if (machine.has_error()) return machine.error();
    return "machine:" + machine->token_id;
  }
  const Result<StaffMember> staff = require_staff(tx, context, caller.staff_token, act, now);
  if (staff.has_error()) return staff.error();
  return actor(*staff);
}

Result<ApplicantSignedIn> sign_in_applicant(Tx& tx, const Context& context, const std::string& candidate_code,
                                            Instant now) {
  const std::optional<std::string> code = normalised_candidate_code(candidate_code);
  if (!code) return failure(ErrorCode::sign_in_failed);
  const std::optional<Applicant> applicant =
      tx.people().applicant_by_code(context.hasher.keyed(candidate_code_purpose, *code));
  if (!applicant) return failure(ErrorCode::sign_in_failed);
  return ApplicantSignedIn{applicant->id, issue_sign_in(tx, context, applicant->row, now)};
}

Result<std::string> staff_password_hash(const ReadTx& tx, const std::string& name) {
  const std::optional<StaffAccount> account = tx.people().staff_account(name);
  return account ? account->password_hash : std::string{};
}

Result<StaffSignedIn> sign_in_staff(Tx& tx, const Context& context, const std::string& name, Instant now) {
  const std::optional<StaffAccount> account = tx.people().staff_account(name);
  if (!account) return failure(ErrorCode::sign_in_failed);
  append_audit(tx, context.hasher, {actor(account->member), "staff-signed-in", actor(account->member), {}}, now);
  return StaffSignedIn{account->member, issue_sign_in(tx, context, account->member.row, now)};
}

Status sign_out(Tx& tx, const Context& context, const std::string& token) {
  tx.people().remove_sign_in(context.hasher.sha256(token));
  return {};
}

}  // namespace kiosk
