#include "support/memory_store/people_rows.hpp"

#include <algorithm>
#include <tuple>

namespace kiosk::test {

template <class Fits>
std::optional<Applicant> MemoryPeopleRows::first_applicant(Fits fits) const {
  const auto found = std::find_if(state_.people.begin(), state_.people.end(), fits);
  return found == state_.people.end() ? std::nullopt : std::optional<Applicant>{found->applicant};
}

std::optional<Applicant> MemoryPeopleRows::applicant(ApplicantId row) const {
  return first_applicant([&](const PersonRow& person) { return person.applicant.row == row; });
}

std::optional<Applicant> MemoryPeopleRows::applicant(const Uuid& id) const {
  return first_applicant([&](const PersonRow& person) { return person.applicant.id == id; });
}

std::optional<Applicant> MemoryPeopleRows::applicant_by_code(const Digest& code_hash) const {
  return first_applicant([&](const PersonRow& person) { return person.code_hash == code_hash; });
}

std::optional<Identity> MemoryPeopleRows::identity(ApplicantId row) const {
  if (!has_row(state_.people, row.value)) return std::nullopt;
  return row_at(state_.people, row.value).identity;
}

bool MemoryPeopleRows::contact_known(const Digest& contact_hash) const {
  return first_applicant([&](const PersonRow& person) { return person.contact_hash == contact_hash; }).has_value();
}

std::optional<StaffMember> MemoryPeopleRows::staff(StaffId row) const {
  if (!has_row(state_.staff, row.value)) return std::nullopt;
  return row_at(state_.staff, row.value).member;
}

std::optional<StaffAccount> MemoryPeopleRows::staff_account(const std::string& name) const {
  const auto found = std::find_if(state_.staff.begin(), state_.staff.end(),
                                  [&](const StaffAccount& account) { return account.member.name == name; });
  return found == state_.staff.end() ? std::nullopt : std::optional<StaffAccount>{*found};
}

std::optional<MachineToken> MemoryPeopleRows::machine_token(const std::string& token_id) const {
  const auto found = state_.tokens.find(token_id);
  return found == state_.tokens.end() ? std::nullopt : std::optional<MachineToken>{found->second};
}

std::vector<MachineToken> MemoryPeopleRows::machine_tokens() const {
  std::vector<MachineToken> tokens;
  for (const auto& [id, token] : state_.tokens) tokens.push_back(token);
  std::sort(tokens.begin(), tokens.end(), [](const MachineToken& a, const MachineToken& b) {
    return std::tie(a.name, a.created_at, a.token_id) < std::tie(b.name, b.created_at, b.token_id);
  });
  return tokens;
}

std::optional<SignIn> MemoryPeopleRows::sign_in(const Digest& token_hash) const {
  const auto found = state_.sign_ins.find(token_hash);
  return found == state_.sign_ins.end() ? std::nullopt : std::optional<SignIn>{found->second};
}

std::vector<SignIn> MemoryPeopleRows::sign_ins_of(ApplicantId row) const {
  std::vector<SignIn> found;
  for (const auto& [hash, sign_in] : state_.sign_ins) {
    const auto* applicant = std::get_if<ApplicantId>(&sign_in.who);
    if (applicant != nullptr && *applicant == row) found.push_back(sign_in);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const SignIn& a, const SignIn& b) { return a.created_at < b.created_at; });
  return found;
}

ApplicantId MemoryPeopleRows::add_applicant(const NewApplicant& fresh) {
  refuse_if(contact_known(fresh.contact_hash), "the contact is known");
  refuse_if(applicant_by_code(fresh.code_hash).has_value(), "the code is taken");
  refuse_if(first_applicant([&](const PersonRow& person) {
              return person.applicant.id == fresh.applicant.id ||
                     person.applicant.partner_id == fresh.applicant.partner_id;
            }).has_value(),
            "the id is taken");
  state_.people.push_back(
      {fresh.applicant, fresh.identity, fresh.contact_hash, fresh.code_hash, fresh.applicant.registered_at});
  const ApplicantId row{static_cast<std::int64_t>(state_.people.size())};
  state_.people.back().applicant.row = row;
  return row;
}

void MemoryPeopleRows::replace_code(ApplicantId row, const Digest& code_hash, Instant /*now*/) {
  const std::optional<Applicant> owner = applicant_by_code(code_hash);
  refuse_if(owner && owner->row != row, "the code is taken");
  PersonRow& person = row_at(state_.people, row.value);
  refuse_if(!person.code_hash, "the person was erased");
  person.code_hash = code_hash;
}

void MemoryPeopleRows::erase(ApplicantId row, Instant now) {
  PersonRow& person = row_at(state_.people, row.value);
  refuse_if(person.applicant.erased_at.has_value(), "the person was erased before");
  person.applicant.erased_at = now;
  person.identity.reset();
  person.contact_hash.reset();
  person.code_hash.reset();
  remove_sign_ins_of(row);
}

StaffId MemoryPeopleRows::add_staff(const StaffAccount& account, Instant /*now*/) {
  refuse_if(staff_account(account.member.name).has_value(), "the name is taken");
  state_.staff.push_back(account);
  const StaffId row{static_cast<std::int64_t>(state_.staff.size())};
  state_.staff.back().member.row = row;
  return row;
}

void MemoryPeopleRows::add_machine_token(const MachineToken& token) {
  refuse_if(!state_.tokens.emplace(token.token_id, token).second, "the token is there already");
}

void MemoryPeopleRows::note_token_use(const std::string& token_id, Instant used_at) {
  const auto found = state_.tokens.find(token_id);
  if (found != state_.tokens.end()) found->second.last_used_at = used_at;
}

bool MemoryPeopleRows::remove_machine_token(const std::string& token_id) { return state_.tokens.erase(token_id) > 0; }

void MemoryPeopleRows::add_sign_in(const SignIn& sign_in) {
  if (const auto* applicant = std::get_if<ApplicantId>(&sign_in.who)) row_at(state_.people, applicant->value);
  if (const auto* staff = std::get_if<StaffId>(&sign_in.who)) row_at(state_.staff, staff->value);
  refuse_if(!state_.sign_ins.emplace(sign_in.token_hash, sign_in).second, "the sign-in is there already");
}

void MemoryPeopleRows::remove_sign_in(const Digest& token_hash) { state_.sign_ins.erase(token_hash); }

void MemoryPeopleRows::remove_sign_ins_of(ApplicantId row) {
  std::erase_if(state_.sign_ins, [&](const auto& entry) {
    const auto* applicant = std::get_if<ApplicantId>(&entry.second.who);
    return applicant != nullptr && *applicant == row;
  });
}

void MemoryPeopleRows::remove_expired_sign_ins(Instant now, int limit) {
  std::erase_if(state_.sign_ins,
                [&](const auto& entry) { return limit > 0 && entry.second.expires_at < now && limit-- > 0; });
}

}  // namespace kiosk::test
