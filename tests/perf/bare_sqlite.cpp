#include "perf/bare_sqlite.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <ctime>
#include <stdexcept>
#include <string>
#include <string_view>

namespace kiosk::perf {

namespace {

constexpr int attempts = 512;
constexpr int items = 40;

void check(int code, sqlite3* database) {
  if (code != SQLITE_OK && code != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(database));
}

// The columns of the real tables, without what the engine adds to guard them.
constexpr const char* schema = R"sql(
PRAGMA journal_mode = wal;
PRAGMA synchronous = FULL;
PRAGMA cache_size = -32768;
CREATE TABLE IF NOT EXISTS response_changes (attempt INTEGER NOT NULL, change INTEGER NOT NULL, item TEXT NOT NULL,
  epoch INTEGER NOT NULL, revision INTEGER NOT NULL, answer TEXT NOT NULL, marked INTEGER NOT NULL,
  since_start_ms INTEGER NOT NULL, received_ms INTEGER NOT NULL, PRIMARY KEY (attempt, change)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS responses (attempt INTEGER NOT NULL, item TEXT NOT NULL, epoch INTEGER NOT NULL,
  revision INTEGER NOT NULL, answer TEXT NOT NULL, marked INTEGER NOT NULL, since_start_ms INTEGER NOT NULL,
  received_ms INTEGER NOT NULL, PRIMARY KEY (attempt, item)) STRICT, WITHOUT ROWID;
)sql";

double thread_cpu_seconds() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

class BareStore {
 public:
  explicit BareStore(const std::filesystem::path& file) {
    check(sqlite3_open(file.c_str(), &database_), database_);
    check(sqlite3_exec(database_, schema, nullptr, nullptr, nullptr), database_);
    sqlite3_wal_hook(database_, &keep_wal_pages, &wal_pages_);  // in place of SQLite's own, which checkpoints in COMMIT
    prepare("BEGIN IMMEDIATE", begin_);
    prepare("COMMIT", commit_);
    prepare("INSERT INTO response_changes VALUES (?1, ?2, ?3, 1, ?2, ?4, 0, ?5, ?6)", append_);
    prepare(
        "INSERT INTO responses VALUES (?1, ?3, 1, ?2, ?4, 0, ?5, ?6) ON CONFLICT DO UPDATE SET epoch = excluded.epoch,"
        " revision = excluded.revision, answer = excluded.answer, marked = excluded.marked,"
        " since_start_ms = excluded.since_start_ms, received_ms = excluded.received_ms",
        keep_);
  }
  ~BareStore() {
    for (sqlite3_stmt* statement : {begin_, commit_, append_, keep_}) sqlite3_finalize(statement);
    sqlite3_close(database_);
  }
  BareStore(const BareStore&) = delete;
  BareStore& operator=(const BareStore&) = delete;

  /// As the engine does it: between commits, so that no commit waits for it, and not before the log is long.
  void checkpoint_if_due() {
    constexpr int busy_pages = 8000;
    if (wal_pages_ < busy_pages) return;
    check(sqlite3_wal_checkpoint_v2(database_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr), database_);
    wal_pages_ = 0;
  }

  void begin() { run(begin_); }
  void commit() { run(commit_); }
  void write(std::int64_t number) {
    for (sqlite3_stmt* statement : {append_, keep_}) bind(statement, number);
    run(append_);
    run(keep_);
  }

 private:
  void prepare(const char* sql, sqlite3_stmt*& statement) {
    check(sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr), database_);
  }
  void run(sqlite3_stmt* statement) {
    check(sqlite3_step(statement), database_);
    sqlite3_reset(statement);
  }
  static void bind(sqlite3_stmt* statement, std::int64_t number) {
    const std::string item = "0123456789abcdefghij" + std::to_string(number / attempts % items);
    const std::string_view answer = R"({"choice":"b"})";
    sqlite3_bind_int64(statement, 1, number % attempts);
    sqlite3_bind_int64(statement, 2, number / attempts + 1);
    sqlite3_bind_text(statement, 3, item.data(), static_cast<int>(item.size()), SQLITE_TRANSIENT);
    sqlite3_bind_text(statement, 4, answer.data(), static_cast<int>(answer.size()), SQLITE_STATIC);
    sqlite3_bind_int64(statement, 5, 1'000'000 + number);
    sqlite3_bind_int64(statement, 6, 1'790'000'000'000 + number);
  }

  static int keep_wal_pages(void* kept, sqlite3* /*database*/, const char* /*schema*/, int pages) {
    *static_cast<int*>(kept) = pages;
    return SQLITE_OK;
  }

  sqlite3* database_ = nullptr;
  int wal_pages_ = 0;
  sqlite3_stmt* begin_ = nullptr;
  sqlite3_stmt* commit_ = nullptr;
  sqlite3_stmt* append_ = nullptr;
  sqlite3_stmt* keep_ = nullptr;
};

}  // namespace

LoadOutcome write_bare_rows(const std::filesystem::path& folder, std::size_t batch,
                            std::chrono::milliseconds duration) {
  using SteadyClock = std::chrono::steady_clock;
  const std::filesystem::path file = folder / "bare.db";
  LoadOutcome outcome;
  {
    BareStore store(file);
    const double cpu_before_s = thread_cpu_seconds();
    const auto began = SteadyClock::now();
    auto now = began;
    while (now - began < duration) {
      const auto batch_began = now;
      store.begin();
      for (std::size_t i = 0; i < batch; ++i) store.write(outcome.answered++);
      store.commit();
      const auto committed = SteadyClock::now();
      outcome.latencies_ms.push_back(std::chrono::duration<double, std::milli>(committed - batch_began).count());
      store.checkpoint_if_due();
      now = SteadyClock::now();
    }
    outcome.cpu_s = thread_cpu_seconds() - cpu_before_s;
    outcome.seconds = std::chrono::duration<double>(now - began).count();
  }
  std::sort(outcome.latencies_ms.begin(), outcome.latencies_ms.end());
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + end);
  return outcome;
}

}  // namespace kiosk::perf
