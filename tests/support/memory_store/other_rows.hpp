#pragma once

#include "support/memory_store/state.hpp"

namespace kiosk::test {

class MemoryApprovalRows final : public ApprovalRows {
 public:
  explicit MemoryApprovalRows(State& state) : state_(state) {}

  std::optional<ApprovalRecord> find(const Uuid& id) const override;
  std::optional<ApprovalRecord> of_attempt(AttemptId attempt) const override;
  std::vector<ApprovalRecord> of_applicant(ApplicantId applicant) const override;
  std::optional<std::string> credential(const Uuid& id) const override;
  std::optional<VerifyPage> verify_page(const Uuid& id) const override;
  std::optional<Uuid> of_page(const std::string& token) const override;
  void set_name_shown(const Uuid& id, bool shown) override;
  bool status_index_taken(const StatusEntry& entry) const override;

  // in approval_life_rows.cpp
  std::optional<ApprovalLife> life(const Uuid& id) const override;
  std::vector<ApprovalChange> history(const Uuid& id) const override;
  std::optional<Uuid> superseded_by(const Uuid& id) const override;
  std::vector<ApprovalRecord> search(const ApprovalSearch& search) const override;
  std::int64_t count(const ApprovalSearch& search) const override;
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

  std::int64_t next_number() override { return ++state_.approval_counter; }
  void add(const NewApproval& approval) override;

  void reissue(const ApprovalRecord& record, const std::string& credential, Instant now) override;

  std::optional<OnboardingMark> onboarding_mark(const Uuid& id) const override;
  void set_onboarding_mark(const Uuid& id, const OnboardingMark& mark) override;
  std::int64_t count_unmarked(Instant issued_before) const override;

 private:
  template <class Fits>
  const ApprovalRow* first(Fits fits) const;

  State& state_;
};

class MemoryOutboxRows final : public OutboxRows {
 public:
  explicit MemoryOutboxRows(State& state) : state_(state) {}

  std::int64_t head() const override;
  std::optional<std::int64_t> sequence_of(const std::string& event_id) const override;
  void each(std::int64_t after, int limit, const std::function<bool(const OutboxEvent&)>& visit) const override;
  std::vector<std::string> ids(std::int64_t from, std::int64_t to) const override;
  std::vector<EventCount> counts() const override;

  std::int64_t next_sequence() override { return ++state_.event_counter; }
  void add(const OutboxEvent& event) override;

 private:
  State& state_;
};

class MemoryAuditRows final : public AuditRows {
 public:
  explicit MemoryAuditRows(State& state) : state_(state) {}

  std::optional<AuditEntry> last() const override;
  void each(std::int64_t after, const std::function<bool(const AuditEntry&)>& visit) const override;

  void add(const AuditEntry& entry) override;

 private:
  State& state_;
};

class MemoryAnswerRows final : public AnswerRows {
 public:
  explicit MemoryAnswerRows(State& state) : state_(state) {}

  std::optional<KeptAnswer> find(const Digest& key) const override {
    const auto found = state_.answers.find(key);
    return found == state_.answers.end() ? std::nullopt : std::optional<KeptAnswer>{found->second};
  }
  void keep(const KeptAnswer& answer) override { state_.answers.insert_or_assign(answer.key, answer); }
  void remove_expired(Instant now, int limit) override {
    std::erase_if(state_.answers, [&](const auto& entry) { return entry.second.expires_at < now && limit-- > 0; });
  }

 private:
  State& state_;
};

class MemoryContentRows final : public ContentRows {
 public:
  explicit MemoryContentRows(State& state) : state_(state) {}

  std::optional<Digest> fingerprint(ContentKind kind, const std::string& id, const std::string& version) const override;
  std::optional<std::string> bytes(const Digest& fingerprint) const override;
  std::vector<Digest> published(ContentKind kind) const override;

  void add(const PublishedContent& content) override;

 private:
  State& state_;
};

class MemorySettingRows final : public SettingRows {
 public:
  explicit MemorySettingRows(State& state) : state_(state) {}

  std::optional<std::string> get(const std::string& name) const override;
  void set(const std::string& name, const std::string& value) override { state_.settings[name] = value; }

 private:
  State& state_;
};

class MemoryReportRows final : public ReportRows {
 public:
  explicit MemoryReportRows(State& state) : state_(state) {}

  std::vector<PassRateRow> pass_rates(const PassRateQuery& query) const override;

 private:
  State& state_;
};

}  // namespace kiosk::test
