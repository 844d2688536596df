#include <pthread.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <fstream>
#include <thread>

#include "contract/samples.hpp"
#include "sqlite/backup.hpp"
#include "sqlite/sqlite_store.hpp"

namespace {

std::atomic<int> copy_syncs_of_writer{0};
std::atomic<int> copy_syncs_of_others{0};

/// By the name of its thread, as `top -H` shows it.
void count_sync(int descriptor) {
  std::array<char, 4096> path{};
  const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
  if (readlink(link.c_str(), path.data(), path.size() - 1) < 0) return;
  if (std::string{path.data()}.find(".part") == std::string::npos) return;
  std::array<char, 16> thread{};
  pthread_getname_np(pthread_self(), thread.data(), thread.size());
  ++(std::string{thread.data()} == "writer" ? copy_syncs_of_writer : copy_syncs_of_others);
}

int count_and_sync(int descriptor, long call) {
  count_sync(descriptor);
  return static_cast<int>(syscall(call, descriptor));
}

}  // namespace

// In the place of the C library's, for SQLite too.
extern "C" int fsync(int descriptor) { return count_and_sync(descriptor, SYS_fsync); }
extern "C" int fdatasync(int descriptor) { return count_and_sync(descriptor, SYS_fdatasync); }

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
  std::filesystem::path part() const { return sqlite::unfinished_backup(file()); }

  /// As the command does it: the server copies, the command checks.
  Status back_up() {
    if (Status copied = store_->copy_to(part()); copied.has_error()) return copied;
    if (Status checked = sqlite::check_and_sync(part()); checked.has_error()) return checked;
    return sqlite::put_backup_into_place(part(), file());
  }

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
  const Status copied = bench.back_up();
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
  REQUIRE(bench.back_up().has_value());
  const std::filesystem::path data = bench.file().parent_path() / "restored";
  std::filesystem::create_directories(data);
  std::filesystem::rename(bench.file(), data / "kiosk.db");
  QuietLog log;
  CHECK(SqliteStore::open({data, {}, {}}, log).has_value());
}

TEST_CASE("A copy never goes over a file and leaves none behind when it fails", "[contract]") {
  BackupBench bench;
  bench.add_events(1);
  std::ofstream(bench.file()) << "somebody's";
  const Status again = bench.store().copy_to(bench.file());
  REQUIRE(again.has_error());
  CHECK(again.error().detail.find("exists already") != std::string::npos);
  CHECK(std::filesystem::file_size(bench.file()) == 10);
  CHECK(sqlite::check_backup_name(bench.file()).has_error());
  CHECK(sqlite::check_backup_name(bench.part()).has_value());

  const std::filesystem::path nowhere = bench.file().parent_path() / "missing" / "copy.db";
  const Status failed = bench.store().copy_to(nowhere);
  REQUIRE(failed.has_error());
  CHECK(failed.error().code == ErrorCode::store_failed);
  CHECK_FALSE(std::filesystem::exists(nowhere.parent_path()));
}

TEST_CASE("The writer never waits for the disk of a copy; the one who checks it does", "[contract]") {
  BackupBench bench;
  bench.add_events(4000);  // more than SQLite's cache of the copy holds, so it is written in between
  while (bench.answered() < 4000) std::this_thread::yield();
  copy_syncs_of_writer = 0;
  copy_syncs_of_others = 0;
  REQUIRE(bench.store().copy_to(bench.part()).has_value());
  CHECK(copy_syncs_of_writer == 0);
  CHECK(copy_syncs_of_others == 0);
  REQUIRE(sqlite::check_and_sync(bench.part()).has_value());
  CHECK(copy_syncs_of_others > 0);
}

TEST_CASE("A copy that is damaged, empty or not there does not pass", "[contract]") {
  BackupBench bench;
  bench.add_events(2000);
  while (bench.answered() < 2000) std::this_thread::yield();
  REQUIRE(bench.store().copy_to(bench.part()).has_value());
  std::string why = "the copy is damaged";
  SECTION("damaged") {
    std::fstream file(bench.part(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(bench.part()) / 2));
    file << std::string(20'000, '#');
  }
  SECTION("empty") {
    std::filesystem::resize_file(bench.part(), 0);
    why = "not at";
  }
  SECTION("not there") {
    std::filesystem::remove(bench.part());
    why = "not at";
  }
  const Status checked = sqlite::check_and_sync(bench.part());
  REQUIRE(checked.has_error());
  CHECK(checked.error().code == ErrorCode::store_failed);
  CHECK_THAT(checked.error().detail, Catch::Matchers::Contains(why));
}

}  // namespace kiosk::test
