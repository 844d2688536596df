#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <future>

#include "contract/bench.hpp"
#include "sqlite/migrations.hpp"
#include "sqlite/sqlite_store.hpp"

namespace kiosk::test {

namespace {

using sqlite::Access;
using sqlite::Database;
using sqlite::SqliteStore;

class DataBench {
 public:
  std::filesystem::path data() const { return folder_.path() / "data"; }
  std::string file() const { return (data() / "kiosk.db").string(); }

  Result<std::unique_ptr<SqliteStore>> open() { return SqliteStore::open({data(), {}, {}}, log_); }
  /// Opens a store for a moment, so that its file is there.
  void make() { REQUIRE(open().has_value()); }

 private:
  QuietLog log_;
  TemporaryFolder folder_;
};

/// Root may write everywhere, so tests of permissions put it aside.
class WithoutPrivileges {
 public:
  WithoutPrivileges() {
    if (geteuid() == 0) root_ = seteuid(65534) == 0;
  }
  ~WithoutPrivileges() {
    if (root_ && seteuid(0) != 0) std::abort();
  }
  WithoutPrivileges(const WithoutPrivileges&) = delete;
  WithoutPrivileges& operator=(const WithoutPrivileges&) = delete;

 private:
  bool root_ = false;
};

mode_t mode_of(const std::filesystem::path& path) {
  struct stat found {};
  REQUIRE(stat(path.c_str(), &found) == 0);
  return found.st_mode & 0777U;
}

void overwrite(const std::string& file, std::size_t offset, const std::string& bytes) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekp(static_cast<std::streamoff>(offset));
  stream << bytes;
  REQUIRE(stream.good());
}

}  // namespace

TEST_CASE("The data directory is made for its owner alone", "[contract]") {
  DataBench bench;
  bench.make();
  CHECK(mode_of(bench.data()) == 0700);
  REQUIRE(chmod(bench.data().c_str(), 0755) == 0);
  bench.make();
  CHECK(mode_of(bench.data()) == 0700);
}

TEST_CASE("A second server on the same data directory is refused", "[contract]") {
  DataBench bench;
  const auto first = bench.open();
  REQUIRE(first.has_value());
  const auto second = bench.open();
  REQUIRE(second.has_error());
  CHECK(second.error().code == ErrorCode::locked);
  CHECK(second.error().detail.find("held by another server") != std::string::npos);
  (*first)->stop();
  // Stopped, but it still owns the directory until it is gone.
  CHECK(bench.open().error().code == ErrorCode::locked);
}

TEST_CASE("A stopped server leaves one complete file and gives its directory free", "[contract]") {
  DataBench bench;
  {
    auto store = bench.open();
    REQUIRE(store.has_value());
    std::promise<void> done;
    (*store)->submit(
        [](Tx& tx) -> Status {
          tx.settings().set("name", "value");
          return {};
        },
        [&](const Status&) { done.set_value(); });
    done.get_future().wait();
  }
  CHECK_FALSE(std::filesystem::exists(bench.file() + "-wal"));
  Database database({bench.file(), {}}, Access::read_only);
  sqlite::Statement row = database.query("SELECT value FROM settings WHERE name = 'name'");
  REQUIRE(row.next());
  CHECK(row.text(0) == "value");
}

TEST_CASE("A database of a newer schema is refused and left alone", "[contract]") {
  DataBench bench;
  bench.make();
  {
    Database database({bench.file(), {}}, Access::read_write);
    database.run_script(("PRAGMA user_version = " + std::to_string(sqlite::newest_schema() + 1)).c_str());
  }
  const auto refused = bench.open();
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::schema_newer);
  CHECK(refused.error().detail.find("newer program") != std::string::npos);
  Database database({bench.file(), {}}, Access::read_only);
  sqlite::Statement row = database.query("PRAGMA user_version");
  REQUIRE(row.next());
  CHECK(row.integer(0) == sqlite::newest_schema() + 1);
}

TEST_CASE("Another program's database is refused and left alone", "[contract]") {
  DataBench bench;
  std::filesystem::create_directories(bench.data());
  {
    Database database({bench.file(), {}}, Access::read_write);
    database.run_script("CREATE TABLE recipes (name TEXT)");
  }
  const auto refused = bench.open();
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::store_failed);
  CHECK(refused.error().detail.find("another program") != std::string::npos);
  Database database({bench.file(), {}}, Access::read_only);
  sqlite::Statement row = database.query("SELECT count(*) FROM sqlite_schema");
  REQUIRE(row.next());
  CHECK(row.integer(0) == 1);
}

TEST_CASE("A file that is no database is refused", "[contract]") {
  DataBench bench;
  std::filesystem::create_directories(bench.data());
  std::ofstream(bench.file()) << std::string(5000, 'x');
  const auto refused = bench.open();
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::store_failed);
  CHECK(refused.error().detail.find("not a database") != std::string::npos);
}

TEST_CASE("A damaged database is refused", "[contract]") {
  DataBench bench;
  bench.make();
  overwrite(bench.file(), 4096 * 2, std::string(4096 * 8, '\x5A'));
  const auto refused = bench.open();
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::store_failed);
}

TEST_CASE("A data directory that cannot be written is refused with the reason", "[contract]") {
  DataBench bench;
  bench.make();
  REQUIRE(chmod(bench.data().c_str(), 0755) == 0);
  REQUIRE(chmod(bench.data().parent_path().c_str(), 0755) == 0);
  REQUIRE(chmod((bench.data() / "lock").c_str(), 0444) == 0);
  std::optional<Error> error;
  {
    const WithoutPrivileges guard;
    if (geteuid() != 0 && getuid() != 0) REQUIRE(chmod(bench.data().c_str(), 0500) == 0);
    const auto refused = bench.open();
    if (refused.has_error()) error = refused.error();
  }
  chmod(bench.data().c_str(), 0700);
  REQUIRE(error.has_value());
  CHECK(error->code == ErrorCode::store_failed);
  CHECK(error->detail.find("data directory") != std::string::npos);
}

TEST_CASE("A database file that is read-only is refused", "[contract]") {
  DataBench bench;
  bench.make();
  REQUIRE(chmod(bench.data().parent_path().c_str(), 0755) == 0);
  REQUIRE(chmod(bench.file().c_str(), 0444) == 0);
  if (geteuid() == 0) {
    REQUIRE(chown(bench.data().c_str(), 65534, 65534) == 0);
    REQUIRE(chown((bench.data() / "lock").c_str(), 65534, 65534) == 0);
  }
  std::optional<Error> error;
  {
    const WithoutPrivileges guard;
    const auto refused = bench.open();
    if (refused.has_error()) error = refused.error();
  }
  REQUIRE(error.has_value());
  CHECK(error->code == ErrorCode::store_failed);
  CHECK(error->detail.find("read-only") != std::string::npos);
}

TEST_CASE("A data directory that is a file is refused", "[contract]") {
  DataBench bench;
  std::ofstream(bench.data().string()) << "x";
  const auto refused = bench.open();
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::store_failed);
  CHECK(refused.error().detail.find("no directory") != std::string::npos);
}

}  // namespace kiosk::test
