#include "sqlite/sqlite_store.hpp"

#include <pthread.h>
#include <sys/resource.h>

#include <future>
#include <utility>

#include "sqlite/backup.hpp"

namespace kiosk::sqlite {

namespace {

constexpr int nice_of_readers = 10;

}  // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const StoreOptions& options, LogSink& log) {
  Result<DataDirectory> directory = DataDirectory::open(options.data);
  if (directory.has_error()) return directory.error();
  const DatabasePlace place{directory->database_file().string(), options.vfs};
  const auto copy = [&](Database& database) { return copy_before_migration(database, options.data, log); };
  Result<std::unique_ptr<Writer>> writer = Writer::open({place, options.on_fatal, {}, Synchronous::full, copy}, log);
  if (writer.has_error()) return writer.error();
  // The log may stem from a process that was killed before the first sync of its name.
  if (Status synced = directory->sync(); synced.has_error()) return synced.error();
  std::vector<std::unique_ptr<Reader>> readers;
  for (int i = 0; i < reader_count; ++i) {
    Result<std::unique_ptr<Reader>> reader = Reader::open(place, log);
    if (reader.has_error()) return reader.error();
    readers.push_back(std::move(*reader));
  }
  return std::unique_ptr<SqliteStore>{new SqliteStore(std::move(*directory), std::move(*writer), std::move(readers))};
}

SqliteStore::SqliteStore(DataDirectory directory, std::unique_ptr<Writer> writer,
                         std::vector<std::unique_ptr<Reader>> readers)
    : directory_(std::move(directory)), writer_(std::move(writer)), readers_(std::move(readers)) {
  writer_thread_ = std::thread{[this] { write_until_closed(); }};
  ::pthread_setname_np(writer_thread_.native_handle(), "writer");  // for top -H and the rehearsal
  for (const std::unique_ptr<Reader>& reader : readers_) {
    reader_threads_.emplace_back([this, &reader] { read_until_closed(*reader); });
    ::pthread_setname_np(reader_threads_.back().native_handle(), "reader");
  }
}

SqliteStore::~SqliteStore() { stop(); }

void SqliteStore::stop() {
  // Readers first, so that nobody is in the way of the last checkpoint.
  reads_.close();
  for (std::thread& thread : reader_threads_) thread.join();
  reader_threads_.clear();
  readers_.clear();
  orders_.close();
  if (!writer_thread_.joinable()) return;
  writer_thread_.join();
  writer_->stop();
  writer_.reset();
}

void SqliteStore::submit(Work work, Done done) {
  if (failed_) return done(failure(ErrorCode::store_failed));
  Order order{Job{std::move(work), std::move(done)}};
  const auto put = orders_.put(order);
  if (put == Inbox<Order>::Put::taken) return;
  if (put == Inbox<Order>::Put::closed) return std::get<Job>(order).done(failure(ErrorCode::unavailable));
  ++refused_;
  std::get<Job>(order).done(failure(ErrorCode::store_busy));
}

void SqliteStore::read(Query query, Done done) {
  ReadJob job{std::move(query), std::move(done)};
  const auto put = reads_.put(job);
  if (put == Inbox<ReadJob>::Put::taken) return;
  if (put == Inbox<ReadJob>::Put::closed) return job.done(failure(ErrorCode::unavailable));
  ++refused_;
  job.done(failure(ErrorCode::store_busy));
}

void SqliteStore::write_until_closed() {
  for (;;) {
    std::vector<Order> orders = orders_.take(batch_limit);
    if (orders.empty() && chores_.empty()) {
      writer_->idle();
      orders = orders_.wait_and_take(batch_limit);
    }
    if (orders.empty() && orders_.closed()) break;
    carry_out(std::move(orders));
    run_chores();
    publish_counts();
    if (writer_->failed()) return give_up();
  }
  chores_.clear();  // here, because they belong to this thread's connection
}

void SqliteStore::carry_out(std::vector<Order> orders) {
  std::vector<Job> jobs;
  for (Order& order : orders) {
    if (Job* job = std::get_if<Job>(&order)) {
      jobs.push_back(std::move(*job));
    } else {
      chores_.push_back(std::get<Chore>(std::move(order)));
    }
  }
  writer_->run_batch(jobs);
}

void SqliteStore::run_chores() {
  if (writer_->failed()) return;
  std::erase_if(chores_, [this](const Chore& chore) { return !chore(writer_->database()); });
}

/// Nobody gets an answer any more: what was done cannot be known.
void SqliteStore::give_up() {
  failed_ = true;
  orders_.close();
  orders_.take(waiting_jobs_limit);
  chores_.clear();
}

void SqliteStore::read_until_closed(Reader& reader) {
  // On Linux that is this thread alone. Where processors are few, reports and papers wait for saves, not the reverse.
  ::setpriority(PRIO_PROCESS, 0, nice_of_readers);
  for (;;) {
    std::vector<ReadJob> jobs = reads_.wait_and_take(1);
    if (jobs.empty()) return;
    jobs.front().done(reader.run(jobs.front().query));
    ++reads_done_;
  }
}

Status SqliteStore::copy_to(const std::filesystem::path& file) {
  if (Status free = check_backup_name(file); free.has_error()) return free;
  auto answer = std::make_shared<std::promise<Status>>();
  std::future<Status> copied = answer->get_future();
  std::shared_ptr<BackupCopy> copy;
  Order order{Chore{[file, copy, answer = std::move(answer)](Database& source) mutable {
    try {
      if (copy == nullptr) copy = std::make_shared<BackupCopy>(source, file);
      if (!copy->step()) return true;
      copy.reset();
      answer->set_value({});
    } catch (const Failure& failure) {
      copy.reset();
      answer->set_value(to_error(failure));
    }
    return false;
  }}};
  switch (orders_.put(order)) {
    case Inbox<Order>::Put::taken: break;
    case Inbox<Order>::Put::full: return failure(ErrorCode::store_busy);
    case Inbox<Order>::Put::closed: return failure(ErrorCode::unavailable);
  }
  Status status = failure(ErrorCode::unavailable);
  try {
    status = copied.get();
  } catch (const std::future_error&) {  // the store stopped and dropped the copy
  }
  std::error_code ignored;
  if (status.has_error()) std::filesystem::remove(file, ignored);
  return status;
}

void SqliteStore::publish_counts() {
  const std::lock_guard guard{counts_mutex_};
  writer_counts_ = writer_->counts();
}

StoreCounts SqliteStore::counts() const {
  const std::lock_guard guard{counts_mutex_};
  StoreCounts counts;
  counts.batches = writer_counts_.batches;
  counts.jobs = writer_counts_.jobs;
  counts.largest_batch = writer_counts_.largest_batch;
  counts.wal_pages = writer_counts_.wal_pages;
  counts.busy_us = writer_counts_.busy_us;
  counts.commit_us = writer_counts_.commit_us;
  counts.commits = writer_counts_.commits;
  counts.jobs_waiting = static_cast<std::int64_t>(orders_.size());
  counts.reads = reads_done_;
  counts.reads_waiting = static_cast<std::int64_t>(reads_.size());
  counts.refused = refused_;
  return counts;
}

}  // namespace kiosk::sqlite
