#include "sqlite/people_rows.hpp"

#include <sstream>

namespace kiosk::sqlite {

namespace {

std::optional<Applicant> read_applicant(Statement row) {
  if (!row.next()) return std::nullopt;
  return Applicant{
      row_id_at<ApplicantId>(row, 0), uuid_at(row, 1), uuid_at(row, 2), row.text(3), row.text(4), instant_at(row, 5),
      optional_instant_at(row, 6)};
}

std::string joined(const std::vector<Scope>& scopes) {
  std::string text;
  for (const Scope scope : scopes) {
    if (!text.empty()) text += ' ';
    text += scope_name(scope);
  }
  return text;
}

std::vector<Scope> split_scopes(const std::string& text) {
  std::vector<Scope> scopes;
  std::istringstream words(text);
  for (std::string word; words >> word;) scopes.push_back(stored(parse_scope(word), "scope"));
  return scopes;
}

/// Columns: token_id, name, secret_hash, scopes, created_ms, last_used_ms.
MachineToken machine_token_at(const Statement& row) {
  MachineToken token{row.text(0), row.text(1), digest_at(row, 2), split_scopes(row.text(3)), instant_at(row, 4)};
  if (!row.is_null(5)) token.last_used_at = instant_at(row, 5);
  return token;
}

/// Columns: token_hash, applicant, staff, created_ms, expires_ms.
SignIn sign_in_at(const Statement& row) {
  SignIn sign_in{digest_at(row, 0), ApplicantId{}, instant_at(row, 3), instant_at(row, 4)};
  if (row.is_null(1)) {
    sign_in.who = row_id_at<StaffId>(row, 2);
  } else {
    sign_in.who = row_id_at<ApplicantId>(row, 1);
  }
  return sign_in;
}

template <class Id>
std::optional<Id> id_if(const std::variant<ApplicantId, StaffId>& who) {
  const Id* id = std::get_if<Id>(&who);
  return id == nullptr ? std::nullopt : std::optional<Id>{*id};
}

}  // namespace

std::optional<Applicant> SqlitePeopleRows::applicant(ApplicantId row) const {
  return read_applicant(database_.query(
      "SELECT applicant, public_id, partner_id, region, language, registered_ms, erased_ms FROM applicants"
      " WHERE applicant = ?1",
      row));
}

std::optional<Applicant> SqlitePeopleRows::applicant(const Uuid& id) const {
  return read_applicant(database_.query(
      "SELECT applicant, public_id, partner_id, region, language, registered_ms, erased_ms FROM applicants"
      " WHERE public_id = ?1",
      id));
}

std::optional<Applicant> SqlitePeopleRows::applicant_by_code(const Digest& code_hash) const {
  return read_applicant(
      database_.query("SELECT applicant, public_id, partner_id, region, language, registered_ms, erased_ms"
                      " FROM candidate_codes JOIN applicants USING (applicant) WHERE code_hash = ?1",
                      code_hash));
}

std::optional<Identity> SqlitePeopleRows::identity(ApplicantId row) const {
  Statement found = database_.query("SELECT name, contact, shop_name FROM identities WHERE applicant = ?1", row);
  if (!found.next()) return std::nullopt;
  return Identity{found.text(0), found.text(1), found.text(2)};
}

bool SqlitePeopleRows::contact_known(const Digest& contact_hash) const {
  return database_.query("SELECT 1 FROM identities WHERE contact_hash = ?1", contact_hash).next();
}

std::optional<StaffMember> SqlitePeopleRows::staff(StaffId row) const {
  Statement found = database_.query("SELECT public_id, name, role FROM staff WHERE staff = ?1", row);
  if (!found.next()) return std::nullopt;
  return StaffMember{row, uuid_at(found, 0), found.text(1), stored(parse_role(found.text(2)), "role")};
}

std::optional<StaffAccount> SqlitePeopleRows::staff_account(const std::string& name) const {
  Statement found =
      database_.query("SELECT staff, public_id, name, role, password_hash FROM staff WHERE name = ?1", name);
  if (!found.next()) return std::nullopt;
  return StaffAccount{
      {row_id_at<StaffId>(found, 0), uuid_at(found, 1), found.text(2), stored(parse_role(found.text(3)), "role")},
      found.text(4)};
}

std::optional<MachineToken> SqlitePeopleRows::machine_token(const std::string& token_id) const {
  Statement found = database_.query(
      "SELECT token_id, name, secret_hash, scopes, created_ms, last_used_ms FROM machine_tokens WHERE token_id = ?1",
      token_id);
  if (!found.next()) return std::nullopt;
  return machine_token_at(found);
}

std::vector<MachineToken> SqlitePeopleRows::machine_tokens() const {
  Statement found = database_.query(
      "SELECT token_id, name, secret_hash, scopes, created_ms, last_used_ms FROM machine_tokens"
      " ORDER BY name, created_ms, token_id");
  std::vector<MachineToken> tokens;
  while (found.next()) tokens.push_back(machine_token_at(found));
  return tokens;
}

std::optional<SignIn> SqlitePeopleRows::sign_in(const Digest& token_hash) const {
  Statement found = database_.query(
      "SELECT token_hash, applicant, staff, created_ms, expires_ms FROM sign_ins WHERE token_hash = ?1", token_hash);
  if (!found.next()) return std::nullopt;
  return sign_in_at(found);
}

std::vector<SignIn> SqlitePeopleRows::sign_ins_of(ApplicantId row) const {
  Statement found = database_.query(
      "SELECT token_hash, applicant, staff, created_ms, expires_ms FROM sign_ins WHERE applicant = ?1"
      " ORDER BY created_ms, token_hash",
      row);
  std::vector<SignIn> sign_ins;
  while (found.next()) sign_ins.push_back(sign_in_at(found));
  return sign_ins;
}

ApplicantId SqlitePeopleRows::add_applicant(const NewApplicant& fresh) {
  const Applicant& applicant = fresh.applicant;
  database_.run(
      "INSERT INTO applicants (public_id, partner_id, region, language, registered_ms) VALUES (?1, ?2, ?3, ?4, ?5)",
      applicant.id, applicant.partner_id, applicant.region, applicant.language, applicant.registered_at);
  const ApplicantId row{database_.last_row()};
  database_.run(
      "INSERT INTO identities (applicant, name, contact, contact_hash, shop_name, ended_ms)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      row, fresh.identity.name, fresh.identity.contact, fresh.contact_hash, fresh.identity.shop_name,
      applicant.registered_at);
  database_.run("INSERT INTO candidate_codes (applicant, code_hash, issued_ms) VALUES (?1, ?2, ?3)", row,
                fresh.code_hash, applicant.registered_at);
  return row;
}

void SqlitePeopleRows::replace_code(ApplicantId row, const Digest& code_hash, Instant now) {
  expect_one_row(database_.run("UPDATE candidate_codes SET code_hash = ?2, issued_ms = ?3 WHERE applicant = ?1", row,
                               code_hash, now),
                 "candidate code");
}

void SqlitePeopleRows::erase(ApplicantId row, Instant now) {
  expect_one_row(
      database_.run("UPDATE applicants SET erased_ms = ?2 WHERE applicant = ?1 AND erased_ms IS NULL", row, now),
      "applicant who has not been erased");
  database_.run("DELETE FROM identities WHERE applicant = ?1", row);
  database_.run("DELETE FROM candidate_codes WHERE applicant = ?1", row);
  remove_sign_ins_of(row);
}

StaffId SqlitePeopleRows::add_staff(const StaffAccount& account, Instant now) {
  database_.run("INSERT INTO staff (public_id, name, role, password_hash, added_ms) VALUES (?1, ?2, ?3, ?4, ?5)",
                account.member.id, account.member.name, role_name(account.member.role), account.password_hash, now);
  return StaffId{database_.last_row()};
}

void SqlitePeopleRows::add_machine_token(const MachineToken& token) {
  database_.run(
      "INSERT INTO machine_tokens (token_id, name, secret_hash, scopes, created_ms) VALUES (?1, ?2, ?3, ?4, ?5)",
      token.token_id, token.name, token.secret_hash, joined(token.scopes), token.created_at);
}

void SqlitePeopleRows::note_token_use(const std::string& token_id, Instant used_at) {
  database_.run("UPDATE machine_tokens SET last_used_ms = ?2 WHERE token_id = ?1", token_id, used_at);
}

bool SqlitePeopleRows::remove_machine_token(const std::string& token_id) {
  return database_.query("DELETE FROM machine_tokens WHERE token_id = ?1 RETURNING 1", token_id).next();
}

void SqlitePeopleRows::add_sign_in(const SignIn& sign_in) {
  database_.run(
      "INSERT INTO sign_ins (token_hash, applicant, staff, created_ms, expires_ms) VALUES (?1, ?2, ?3, ?4, ?5)",
      sign_in.token_hash, id_if<ApplicantId>(sign_in.who), id_if<StaffId>(sign_in.who), sign_in.created_at,
      sign_in.expires_at);
}

void SqlitePeopleRows::remove_sign_in(const Digest& token_hash) {
  database_.run("DELETE FROM sign_ins WHERE token_hash = ?1", token_hash);
}

void SqlitePeopleRows::remove_sign_ins_of(ApplicantId row) {
  database_.run("DELETE FROM sign_ins WHERE applicant = ?1", row);
}

void SqlitePeopleRows::remove_expired_sign_ins(Instant now, int limit) {
  database_.run(
      "DELETE FROM sign_ins WHERE token_hash IN (SELECT token_hash FROM sign_ins WHERE expires_ms < ?1 LIMIT ?2)", now,
      limit);
}

}  // namespace kiosk::sqlite
