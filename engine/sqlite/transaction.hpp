#pragma once

#include "ports/store.hpp"
#include "sqlite/answer_rows.hpp"
#include "sqlite/approval_rows.hpp"
#include "sqlite/attempt_rows.hpp"
#include "sqlite/audit_rows.hpp"
#include "sqlite/content_rows.hpp"
#include "sqlite/people_rows.hpp"
#include "sqlite/report_rows.hpp"
#include "sqlite/retention_rows.hpp"
#include "sqlite/webhook_rows.hpp"

namespace kiosk::sqlite {

/// All row groups over one connection. Readers hand it out as ReadTx alone.
class SqliteTx final : public Tx {
 public:
  explicit SqliteTx(Database& database)
      : people_(database),
        attempts_(database),
        approvals_(database),
        outbox_(database),
        audit_(database),
        answers_(database),
        content_(database),
        settings_(database),
        reports_(database),
        webhooks_(database),
        retention_(database) {}

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
  SqlitePeopleRows people_;
  SqliteAttemptRows attempts_;
  SqliteApprovalRows approvals_;
  SqliteOutboxRows outbox_;
  SqliteAuditRows audit_;
  SqliteAnswerRows answers_;
  SqliteContentRows content_;
  SqliteSettingRows settings_;
  SqliteReportRows reports_;
  SqliteWebhookRows webhooks_;
  SqliteRetentionRows retention_;
};

}  // namespace kiosk::sqlite
