#include <sys/stat.h>

#include <atomic>
#include <thread>

#include "contract/samples.hpp"
#include "sqlite/sqlite_store.hpp"

namespace kiosk::test {

namespace {

using sqlite::Access;
using sqlite::Database;
using sqlite::SqliteStore;

class BackupBench {
 public:
  BackupBench() {
    auto opened = SqliteStore::open({folder_.path() / "data", {}, {}}, log_);
    REQUIRE(opened.has_value());
    store_ = std::move(*opened);
  }

  SqliteStore& store() { return *store_; }
  std::filesystem::path file() const { return folder_.path() / "copy.db"; }

  void add_events(int count) {
    for (int i = 0; i < count; ++i) {
      store_->submit(
          [](Tx& tx) -> Status {
            OutboxEvent event = an_event(tx.outbox().next_sequence());
            event.body = std::string(2000, 'x');
            tx.outbox().add(event);
            return {};
          },
          [this](const Status& status) {
            if (status.has_value()) ++answered_;
          });
    }
  }
  std::int64_t answered() const { return answered_; }

 private:
  TemporaryFolder folder_;
  QuietLog log_;
  std::atomic<std::int64_t> answered_{0};
  std::unique_ptr<SqliteStore> store_;
};

std::int64_t number(Database& database, const char* sql) {
  sqlite::Statement row = database.prepare_once(sql);
  REQUIRE(row.next());
  return row.integer(0);
}

}  // namespace

TEST_CASE("A backup of a running store is whole, though the store goes on writing", "[contract]") {
  BackupBench bench;
  bench.add_events(2000);  // about 1,000 pages, so the copy takes many steps
  while (bench.answered() < 2000) std::this_thread::yield();
  std::atomic<bool> stop{false};
  std::thread writing{[&] {
    while (!stop) {
      bench.add_events(5);
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
  }};
  const Status copied = bench.store().backup_to(bench.file());
  stop = true;
  writing.join();
  CHECK(copied.has_value());
  CHECK_FALSE(std::filesystem::exists(bench.file().string() + ".part"));
  CHECK_FALSE(std::filesystem::exists(bench.file().string() + "-wal"));

  struct stat found {};
  REQUIRE(stat(bench.file().c_str(), &found) == 0);
  CHECK((found.st_mode & 0077U) == 0);
  Database copy({bench.file().string(), {}}, Access::read_only);
  const std::int64_t events = number(copy, "SELECT count(*) FROM events");
  CHECK(events >= 2000);
  CHECK(number(copy, "SELECT max(sequence) FROM events") == events);
  CHECK(number(copy, "SELECT value FROM counters WHERE name = 'event-sequence'") == events);
}

TEST_CASE("A restored backup is a store", "[contract]") {
  BackupBench bench;
  bench.add_events(10);
  REQUIRE(bench.store().backup_to(bench.file()).has_value());
  const std::filesystem::path data = bench.file().parent_path() / "restored";
  std::filesystem::create_directories(data);
  std::filesystem::rename(bench.file(), data / "kiosk.db");
  QuietLog log;
  CHECK(SqliteStore::open({data, {}, {}}, log).has_value());
}

TEST_CASE("A backup never overwrites a file and leaves none behind when it fails", "[contract]") {
  BackupBench bench;
  bench.add_events(1);
  REQUIRE(bench.store().backup_to(bench.file()).has_value());
  const Status again = bench.store().backup_to(bench.file());
  REQUIRE(again.has_error());
  CHECK(again.error().detail.find("exists already") != std::string::npos);

  const std::filesystem::path nowhere = bench.file().parent_path() / "missing" / "copy.db";
  const Status failed = bench.store().backup_to(nowhere);
  REQUIRE(failed.has_error());
  CHECK(failed.error().code == ErrorCode::store_failed);
  CHECK_FALSE(std::filesystem::exists(nowhere.parent_path()));
}

}  // namespace kiosk::test
