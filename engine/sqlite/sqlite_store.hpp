#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "base/durations.hpp"
#include "sqlite/data_directory.hpp"
#include "sqlite/inbox.hpp"
#include "sqlite/reader.hpp"
#include "sqlite/writer.hpp"

namespace kiosk::sqlite {

struct StoreOptions {
  std::filesystem::path data;      ///< the data directory
  std::function<void()> on_fatal;  ///< ends the process at once, without a checkpoint (see WriterOptions)
  std::string vfs;                 ///< see DatabasePlace
};

/// For metrics. Counts are since the start.
struct StoreCounts {
  std::int64_t batches = 0;
  std::int64_t jobs = 0;  ///< sum of the batch sizes
  std::int64_t largest_batch = 0;
  std::int64_t wal_pages = 0;  ///< in the write-ahead log after the latest batch
  std::int64_t busy_us = 0;    ///< the writer at work
  std::int64_t commit_us = 0;  ///< of that, in COMMIT: mostly waiting for the disk
  std::int64_t jobs_waiting = 0;
  std::int64_t reads = 0;
  std::int64_t reads_waiting = 0;
  std::int64_t refused = 0;  ///< jobs and reads that were answered `store_busy` because too many waited
  Durations commits;         ///< COMMITs, one at a time
};

/// The store in one data directory: a writer thread with group commit and two reader threads. A batch is whatever waits
/// when the one before is done; nothing is ever delayed to make it larger.
class SqliteStore final : public Store {
 public:
  static constexpr std::size_t waiting_jobs_limit = 4096;
  static constexpr std::size_t waiting_reads_limit = 1024;
  static constexpr std::size_t batch_limit = 256;
  static constexpr int reader_count = 2;

  /// Locks the directory, opens, checks and migrates the database, starts the threads. Errors: `locked`,
  /// `schema_newer`, `store_full`, `store_failed`, each with a message for the operator. `log` outlives the store.
  static Result<std::unique_ptr<SqliteStore>> open(const StoreOptions& options, LogSink& log);
  ~SqliteStore() override;

  void submit(Work work, Done done) override;
  void read(Query query, Done done) override;

  /// Answers what waits, refuses what comes (`unavailable`), moves the log into the database file and closes it. The
  /// directory stays locked until this object is gone.
  void stop();

  /// Copies the running database to `file`, which must not exist, and no more: the copy is neither checked nor synced
  /// (`check_and_sync`). Blocks the caller, not the store; nothing is left after an error. Errors: `store_failed` with
  /// the reason, `store_full`, `store_busy`, `unavailable`.
  Status copy_to(const std::filesystem::path& file);

  StoreCounts counts() const;

 private:
  /// Work for the writer thread between two batches; called again as long as it answers true.
  using Chore = std::function<bool(Database&)>;
  using Order = std::variant<Job, Chore>;
  struct ReadJob {
    Query query;
    Done done;
  };

  SqliteStore(DataDirectory directory, std::unique_ptr<Writer> writer, std::vector<std::unique_ptr<Reader>> readers);

  void write_until_closed();
  void carry_out(std::vector<Order> orders);
  void run_chores();
  void give_up();
  void read_until_closed(Reader& reader);
  void publish_counts();

  DataDirectory directory_;
  std::unique_ptr<Writer> writer_;
  std::vector<std::unique_ptr<Reader>> readers_;
  Inbox<Order> orders_{waiting_jobs_limit};
  Inbox<ReadJob> reads_{waiting_reads_limit};
  std::atomic<std::int64_t> refused_{0};
  std::atomic<std::int64_t> reads_done_{0};
  std::atomic<bool> failed_{false};
  mutable std::mutex counts_mutex_;
  WriterCounts writer_counts_;
  std::vector<Chore> chores_;  ///< of the writer thread
  std::thread writer_thread_;
  std::vector<std::thread> reader_threads_;
};

}  // namespace kiosk::sqlite
