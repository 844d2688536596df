#pragma once

#include "ports/people_rows.hpp"
#include "sqlite/database.hpp"

namespace kiosk::sqlite {

class SqlitePeopleRows final : public PeopleRows {
 public:
  explicit SqlitePeopleRows(Database& database) : database_(database) {}

  std::optional<Applicant> applicant(ApplicantId row) const override;
  std::optional<Applicant> applicant(const Uuid& id) const override;
  std::optional<Applicant> applicant_by_code(const Digest& code_hash) const override;
  std::optional<Identity> identity(ApplicantId row) const override;
  bool contact_known(const Digest& contact_hash) const override;
  std::optional<StaffMember> staff(StaffId row) const override;
  std::optional<StaffAccount> staff_account(const std::string& name) const override;
  std::optional<MachineToken> machine_token(const std::string& token_id) const override;
  std::vector<MachineToken> machine_tokens() const override;
  std::optional<SignIn> sign_in(const Digest& token_hash) const override;
  std::vector<SignIn> sign_ins_of(ApplicantId row) const override;

  ApplicantId add_applicant(const NewApplicant& applicant) override;
  void replace_code(ApplicantId row, const Digest& code_hash, Instant now) override;
  void erase(ApplicantId row, Instant now) override;
  StaffId add_staff(const StaffAccount& account, Instant now) override;
  void add_machine_token(const MachineToken& token) override;
  void note_token_use(const std::string& token_id, Instant used_at) override;
  bool remove_machine_token(const std::string& token_id) override;
  void add_sign_in(const SignIn& sign_in) override;
  void remove_sign_in(const Digest& token_hash) override;
  void remove_sign_ins_of(ApplicantId row) override;
  void remove_expired_sign_ins(Instant now, int limit) override;

 private:
  Database& database_;
};

}  // namespace kiosk::sqlite
