#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/durations.hpp"
#include "base/log.hpp"
#include "ports/store.hpp"
#include "sqlite/checkpoints.hpp"
#include "sqlite/opening.hpp"
#include "sqlite/settings.hpp"
#include "sqlite/transaction.hpp"

namespace kiosk::sqlite {

struct Job {
  Store::Work work;
  Store::Done done;
};

struct WriterOptions {
  DatabasePlace place;
  /// Called once when the writer can no longer be trusted (I/O error, damaged file). Nobody gets an answer; the
  /// process must end without a checkpoint. Clients ask again after the restart.
  std::function<void()> on_fatal;
  CheckpointPolicy checkpoints;
  Synchronous synchronous = Synchronous::full;  ///< tests alone change it
  BeforeMigration before_migration;
};

/// What the writer has done so far.
struct WriterCounts {
  std::int64_t batches = 0;
  std::int64_t jobs = 0;
  std::int64_t largest_batch = 0;
  std::int64_t wal_pages = 0;  ///< in the write-ahead log now
  std::int64_t busy_us = 0;    ///< spent in batches, their answers and the checkpoints between them
  std::int64_t commit_us = 0;  ///< of that, spent in COMMIT: mostly waiting for the disk
  Durations commits;           ///< the same time, one COMMIT at a time
};

/// The one connection that writes and checkpoints, without a thread of its own: the caller sees to it that one thread
/// uses it. All others are readers; that keeps SQLite's WAL-reset race away (hardening.md finding 1).
class Writer {
 public:
  /// Opens, checks and migrates. Errors: `schema_newer`; `store_full`; `store_busy` when another program holds the
  /// file; `store_failed` with the reason, for example a damaged or read-only file.
  static Result<std::unique_ptr<Writer>> open(WriterOptions options, LogSink& log);
  ~Writer();

  /// One transaction with a savepoint for each job; after the commit each `done` is called in order. An Error of a work
  /// undoes that work alone, and so does an exception or a refusal of the database, which is our own fault and answered
  /// `internal`. A full disk answers `store_full` to all, and the writer goes on.
  void run_batch(std::span<Job> jobs);
  /// Nothing waits: time for housekeeping.
  void idle();
  /// Moves the whole log into the file; the next start has nothing to recover.
  void stop();

  bool failed() const { return failed_; }
  const WriterCounts& counts() const { return counts_; }
  /// For backups and tests; use it between batches.
  Database& database() { return database_; }
  /// A read on this connection, for stores without readers of their own.
  const ReadTx& view() const { return tx_; }

 private:
  Writer(WriterOptions options, LogSink& log);

  std::vector<Status> commit_batch(std::span<Job> jobs);
  Status run_job(const Job& job);
  Status run_work(const Job& job);
  std::vector<Status> undo_batch(const Failure& failure, std::size_t jobs);
  void checkpoint_if_due(bool idle);
  void checkpoint(CheckpointMode mode);
  void give_up(const Failure& failure);

  WriterOptions options_;
  LogSink& log_;
  Database database_;
  SqliteTx tx_;
  WalWatch wal_watch_;
  WriterCounts counts_;
  bool ready_ = false;  ///< opened, checked and migrated
  bool failed_ = false;
};

}  // namespace kiosk::sqlite
