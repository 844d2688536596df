#include "sqlite/writer.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/planted_fault.hpp"

namespace kiosk::sqlite {

namespace {

std::int64_t steady_us() {
  const auto since_boot = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(since_boot).count();
}

}  // namespace

Writer::Writer(WriterOptions options, LogSink& log)
    : options_(std::move(options)),
      log_(log),
      database_(options_.place, Access::read_write),
      tx_(database_),
      wal_watch_(options_.checkpoints) {}

Result<std::unique_ptr<Writer>> Writer::open(WriterOptions options, LogSink& log) {
  try {
    std::unique_ptr<Writer> writer{new Writer(std::move(options), log)};
    const WriterOptions& given = writer->options_;
    if (Status ready = make_ready(writer->database_, given.synchronous, given.before_migration, log);
        ready.has_error()) {
      return ready.error();
    }
    writer->ready_ = true;
    writer->database_.watch_wal();
    return writer;
  } catch (const Failure& failure) {
    return to_error(failure);
  } catch (const std::exception& fault) {
    return failure(ErrorCode::store_failed, fault.what());
  }
}

// A writer that failed must leave the file as it is: a checkpoint would spread what may be wrong. So must one that
// never got ready, for the log it found may be one of which only the kernel knows. Where it found none, the close takes
// away the files that SQLite made for an empty one.
Writer::~Writer() {
  if (failed_ || (!ready_ && may_have_log(database_))) database_.leave_wal_at_close();
}

void Writer::run_batch(std::span<Job> jobs) {
  if (failed_ || jobs.empty()) return;
  const std::int64_t begun_us = steady_us();
  std::vector<Status> answers;
  try {
    answers = commit_batch(jobs);
  } catch (const Failure& failure) {
    answers = undo_batch(failure, jobs.size());
  }
  if (failed_) return;
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].done(std::move(answers[i]));
  checkpoint_if_due(false);
  counts_.busy_us += steady_us() - begun_us;
}

std::vector<Status> Writer::commit_batch(std::span<Job> jobs) {
  std::vector<Status> answers;
  answers.reserve(jobs.size());
  database_.run("BEGIN IMMEDIATE");
  for (const Job& job : jobs) answers.push_back(run_job(job));
  const std::int64_t begun_us = steady_us();
  database_.run("COMMIT");
  const std::int64_t commit_us = steady_us() - begun_us;
  counts_.commit_us += commit_us;
  counts_.commits.add(std::chrono::microseconds{commit_us});
  ++counts_.batches;
  counts_.jobs += static_cast<std::int64_t>(jobs.size());
  counts_.largest_batch = std::max(counts_.largest_batch, static_cast<std::int64_t>(jobs.size()));
  counts_.wal_pages = database_.wal_pages();
  return answers;
}

Status Writer::run_job(const Job& job) {
  database_.run("SAVEPOINT job");
  Status answer = run_work(job);
  if (answer.has_error() && !planted(PlantedFault::savepoint_kept)) database_.run("ROLLBACK TO job");
  database_.run("RELEASE job");
  if (planted(PlantedFault::answer_before_commit) && answer.has_value()) job.done(answer);
  return answer;
}

Status Writer::run_work(const Job& job) {
  try {
    return job.work(tx_);
  } catch (const Failure& failure) {
    if (failure.kind() != FailureKind::refused) throw;
    log_.write(LogLevel::error, "store-job-refused", {{"reason", failure.what()}});
  } catch (const std::exception& fault) {
    log_.write(LogLevel::error, "store-job-failed", {{"reason", fault.what()}});
  }
  return failure(ErrorCode::internal);
}

std::vector<Status> Writer::undo_batch(const Failure& failure, std::size_t jobs) {
  if (failure.kind() == FailureKind::broken && !planted(PlantedFault::writes_after_io_error)) {
    give_up(failure);
    return {};
  }
  log_.write(LogLevel::error, "store-batch-undone", {{"reason", failure.what()}, {"jobs", std::to_string(jobs)}});
  try {
    if (database_.in_transaction()) database_.run("ROLLBACK");
  } catch (const Failure& second) {
    give_up(second);
  }
  if (planted(PlantedFault::full_disk_acknowledged)) return std::vector<Status>(jobs);
  return std::vector<Status>(jobs, to_error(failure));
}

void Writer::idle() {
  if (!failed_) checkpoint_if_due(true);
}

void Writer::stop() {
  if (!failed_) checkpoint(CheckpointMode::truncate);
}

void Writer::checkpoint_if_due(bool idle) {
  if (const auto mode = wal_watch_.due(database_.wal_pages(), idle)) checkpoint(*mode);
}

void Writer::checkpoint(CheckpointMode mode) {
  wal_watch_.tried(database_.wal_pages());
  try {
    const Checkpoint done = database_.checkpoint(mode);
    counts_.wal_pages = database_.wal_pages();
    if (mode != CheckpointMode::passive && !done.complete) {
      log_.write(LogLevel::warning, "store-log-not-emptied", {{"pages", std::to_string(done.wal_pages)}});
    }
  } catch (const Failure& failure) {
    if (failure.kind() == FailureKind::broken) return give_up(failure);
    // What was committed stands in the log; there is simply no room yet to move it.
    log_.write(LogLevel::warning, "store-checkpoint-put-off", {{"reason", failure.what()}});
  }
}

void Writer::give_up(const Failure& failure) {
  failed_ = true;
  log_.write(LogLevel::error, "store-failed", {{"reason", failure.what()}});
  if (options_.on_fatal) options_.on_fatal();
}

}  // namespace kiosk::sqlite
