#pragma once

#include "ports/approval_rows.hpp"
#include "sqlite/database.hpp"

namespace kiosk::sqlite {

class SqliteApprovalRows final : public ApprovalRows {
 public:
  explicit SqliteApprovalRows(Database& database) : database_(database) {}

  std::optional<ApprovalRecord> find(const Uuid& id) const override;
  std::optional<ApprovalRecord> of_attempt(AttemptId attempt) const override;
  std::vector<ApprovalRecord> of_applicant(ApplicantId applicant) const override;
  std::optional<std::string> credential(const Uuid& id) const override;
  std::optional<VerifyPage> verify_page(const Uuid& id) const override;
  std::optional<Uuid> of_page(const std::string& token) const override;
  bool status_index_taken(const StatusEntry& entry) const override;

  // in approval_life_rows.cpp
  std::optional<ApprovalLife> life(const Uuid& id) const override;
  std::vector<ApprovalChange> history(const Uuid& id) const override;
  std::optional<Uuid> superseded_by(const Uuid& id) const override;
  std::vector<Uuid> due(Instant now, int limit) const override;
  std::vector<Uuid> to_recertify(const std::string& exam, const std::string& version, Instant by,
                                 const std::optional<Uuid>& after, int limit) const override;
  std::optional<Recertification> recertification(const std::string& exam) const override;
  void set_recertification(const std::string& exam, const Recertification& asked) override;
  std::vector<Uuid> in_force(const std::optional<Uuid>& after, int limit) const override;
  std::vector<StatusEntry> set_status_entries() const override;
  std::int64_t set_status_count() const override;
  int last_status_list() const override;
  void update(const Uuid& id, const ApprovalLife& before, const ApprovalLife& after,
              const ApprovalChange& change) override;

  std::vector<ApprovalRecord> search(const ApprovalSearch& search) const override;
  std::int64_t count(const ApprovalSearch& search) const override;
  std::int64_t next_number() override;
  void add(const NewApproval& approval) override;

  void set_name_shown(const Uuid& id, bool shown) override;
  void reissue(const ApprovalRecord& record, const std::string& credential, Instant now) override;

  std::optional<OnboardingMark> onboarding_mark(const Uuid& id) const override;
  void set_onboarding_mark(const Uuid& id, const OnboardingMark& mark) override;
  std::int64_t count_unmarked(Instant issued_before) const override;

 private:
  std::int64_t row_of(const Uuid& id) const;

  Database& database_;
};

class SqliteOutboxRows final : public OutboxRows {
 public:
  explicit SqliteOutboxRows(Database& database) : database_(database) {}

  std::int64_t head() const override;
  std::optional<std::int64_t> sequence_of(const std::string& event_id) const override;
  void each(std::int64_t after, int limit, const std::function<bool(const OutboxEvent&)>& visit) const override;
  std::vector<std::string> ids(std::int64_t from, std::int64_t to) const override;
  std::vector<EventCount> counts() const override;

  std::int64_t next_sequence() override;
  void add(const OutboxEvent& event) override;

 private:
  Database& database_;
};

}  // namespace kiosk::sqlite
