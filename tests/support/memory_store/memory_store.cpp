#include "support/memory_store/memory_store.hpp"

#include <exception>
#include <utility>

namespace kiosk::test {

namespace {

class MemoryTx final : public Tx {
 public:
  explicit MemoryTx(State& state)
      : people_(state),
        attempts_(state),
        approvals_(state),
        outbox_(state),
        audit_(state),
        answers_(state),
        content_(state),
        settings_(state),
        reports_(state),
        webhooks_(state),
        retention_(state) {}

  const PeopleRows& people() const override { return people_; }
  const AttemptRows& attempts() const override { return attempts_; }
  const ApprovalRows& approvals() const override { return approvals_; }
  const OutboxRows& outbox() const override { return outbox_; }
  const AuditRows& audit() const override { return audit_; }
  const AnswerRows& answers() const override { return answers_; }
  const ContentRows& content() const override { return content_; }
  const SettingRows& settings() const override { return settings_; }
  const ReportRows& reports() const override { return reports_; }
  const WebhookRows& webhooks() const override { return webhooks_; }
  const RetentionRows& retention() const override { return retention_; }

  PeopleRows& people() override { return people_; }
  AttemptRows& attempts() override { return attempts_; }
  ApprovalRows& approvals() override { return approvals_; }
  OutboxRows& outbox() override { return outbox_; }
  AuditRows& audit() override { return audit_; }
  AnswerRows& answers() override { return answers_; }
  ContentRows& content() override { return content_; }
  SettingRows& settings() override { return settings_; }
  WebhookRows& webhooks() override { return webhooks_; }
  RetentionRows& retention() override { return retention_; }

 private:
  MemoryPeopleRows people_;
  MemoryAttemptRows attempts_;
  MemoryApprovalRows approvals_;
  MemoryOutboxRows outbox_;
  MemoryAuditRows audit_;
  MemoryAnswerRows answers_;
  MemoryContentRows content_;
  MemorySettingRows settings_;
  MemoryReportRows reports_;
  MemoryWebhookRows webhooks_;
  MemoryRetentionRows retention_;
};

/// As in the real store, an exception is a fault of the caller's own code.
template <class Body>
Status run_guarded(const Body& body, Tx& tx) {
  try {
    return body(tx);
  } catch (const std::exception& fault) {
    return failure(ErrorCode::internal, fault.what());
  }
}

}  // namespace

void MemoryStore::submit(Work work, Done done) {
  Status answer;
  {
    const std::lock_guard guard{mutex_};
    State changed = state_;
    MemoryTx tx{changed};
    answer = run_guarded(work, tx);
    if (answer.has_value()) state_ = std::move(changed);
  }
  done(answer);
}

void MemoryStore::read(Query query, Done done) {
  Status answer;
  {
    const std::lock_guard guard{mutex_};
    MemoryTx tx{state_};
    answer = run_guarded(query, tx);
  }
  done(answer);
}

}  // namespace kiosk::test
