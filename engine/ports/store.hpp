#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "base/result.hpp"
#include "ports/answer_rows.hpp"
#include "ports/approval_rows.hpp"
#include "ports/attempt_rows.hpp"
#include "ports/audit_rows.hpp"
#include "ports/content_rows.hpp"
#include "ports/people_rows.hpp"
#include "ports/report_rows.hpp"
#include "ports/retention_rows.hpp"
#include "ports/webhook_rows.hpp"

namespace kiosk {

/// A consistent view of the store. Row groups throw only when the store itself fails; the store catches that outside
/// the use case, which therefore never handles it.
class ReadTx {
 public:
  virtual ~ReadTx() = default;
  virtual const PeopleRows& people() const = 0;
  virtual const AttemptRows& attempts() const = 0;
  virtual const ApprovalRows& approvals() const = 0;
  virtual const OutboxRows& outbox() const = 0;
  virtual const AuditRows& audit() const = 0;
  virtual const AnswerRows& answers() const = 0;
  virtual const ContentRows& content() const = 0;
  virtual const SettingRows& settings() const = 0;
  virtual const ReportRows& reports() const = 0;
  virtual const WebhookRows& webhooks() const = 0;
  virtual const RetentionRows& retention() const = 0;
};

/// The one writer's transaction.
class Tx : public ReadTx {
 public:
  using ReadTx::answers;
  using ReadTx::approvals;
  using ReadTx::attempts;
  using ReadTx::audit;
  using ReadTx::content;
  using ReadTx::outbox;
  using ReadTx::people;
  using ReadTx::retention;
  using ReadTx::settings;
  using ReadTx::webhooks;
  virtual PeopleRows& people() = 0;
  virtual AttemptRows& attempts() = 0;
  virtual ApprovalRows& approvals() = 0;
  virtual OutboxRows& outbox() = 0;
  virtual AuditRows& audit() = 0;
  virtual AnswerRows& answers() = 0;
  virtual ContentRows& content() = 0;
  virtual SettingRows& settings() = 0;
  virtual WebhookRows& webhooks() = 0;
  virtual RetentionRows& retention() = 0;
};

/// Durable storage: one writer with group commit, any number of readers.
class Store {
 public:
  /// Runs on the writer. An Error undoes this job's changes alone; so does an exception, or a change that breaks a
  /// promise of the store (a second live attempt, a number used twice…): that is a fault of ours, answered `internal`.
  using Work = std::function<Status(Tx&)>;
  using Query = std::function<Status(const ReadTx&)>;
  /// Called once: for a job after its batch is durably committed (or undone), with what the work answered or with
  /// `store_busy` (inbox full, nothing was done), `store_full` (disk full, nothing was done) or `unavailable`
  /// (stopping). A read that takes longer than a second is ended with `store_busy`. Runs on a thread of the store, or
  /// at once on the caller's when nothing was done; must be quick and must not throw. When the writer's disk fails,
  /// the process ends and nobody is answered: `done` is dropped.
  using Done = std::function<void(Status)>;

  virtual ~Store() = default;
  virtual void submit(Work work, Done done) = 0;
  virtual void read(Query query, Done done) = 0;
};

/// Submits work that answers a value; `done` gets it after the commit.
template <class T>
void submit_for(Store& store, std::function<Result<T>(Tx&)> work, std::function<void(Result<T>)> done) {
  auto value = std::make_shared<Result<T>>(failure(ErrorCode::internal));
  store.submit(
      [value, work = std::move(work)](Tx& tx) -> Status {
        *value = work(tx);
        if (value->has_error()) return value->error();
        return {};
      },
      [value, done = std::move(done)](Status status) {
        done(status.has_error() ? Result<T>{status.error()} : std::move(*value));
      });
}

/// Reads a value; `done` gets it.
template <class T>
void read_for(Store& store, std::function<Result<T>(const ReadTx&)> query, std::function<void(Result<T>)> done) {
  auto value = std::make_shared<Result<T>>(failure(ErrorCode::internal));
  store.read(
      [value, query = std::move(query)](const ReadTx& tx) -> Status {
        *value = query(tx);
        if (value->has_error()) return value->error();
        return {};
      },
      [value, done = std::move(done)](Status status) {
        done(status.has_error() ? Result<T>{status.error()} : std::move(*value));
      });
}

}  // namespace kiosk
