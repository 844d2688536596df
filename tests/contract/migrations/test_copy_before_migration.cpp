// Goal: from every migration there is a way back, or it does not begin.

#include <sys/stat.h>

#include <fstream>

#include "contract/bench.hpp"
#include "contract/migrations/old_database.hpp"
#include "sqlite/migrations.hpp"
#include "sqlite/sqlite_store.hpp"

namespace kiosk::test {

namespace {

using sqlite::Access;
using sqlite::Database;
using sqlite::SqliteStore;

/// A data directory with the database of an old schema.
class OldData {
 public:
  explicit OldData(int schema) : schema_(schema) {
    std::filesystem::create_directories(data());
    restore_dump({file(), {}}, schema);
  }

  std::filesystem::path data() const { return folder_.path() / "data"; }
  std::string file() const { return (data() / "kiosk.db").string(); }
  std::string copy() const { return (data() / ("kiosk-schema-" + std::to_string(schema_) + ".db")).string(); }
  QuietLog& log() { return log_; }

 private:
  int schema_;
  TemporaryFolder folder_;
  QuietLog log_;
};

std::string everything_in_file(const std::string& file) {
  Database database({file, {}}, Access::read_only);
  return everything_in(database);
}

}  // namespace

TEST_CASE("The copy before a migration is the whole old database, for its owner alone", "[contract]") {
  for (const int schema : kept_schemas()) {
    OldData old(schema);
    const std::string before = everything_in_file(old.file());
    std::ofstream(old.copy()) << "of an earlier try";
    std::ofstream(old.copy() + ".part") << "of one that was cut off";
    Database database({old.file(), {}}, Access::read_write);
    REQUIRE(sqlite::copy_before_migration(database, old.data(), old.log()).has_value());
    CHECK(everything_in_file(old.copy()) == before);
    CHECK_FALSE(std::filesystem::exists(old.copy() + ".part"));
    CHECK(old.log().has("store-copied-before-migration"));
    struct stat found {};
    REQUIRE(stat(old.copy().c_str(), &found) == 0);
    CHECK((found.st_mode & 0777U) == 0600);
  }
}

TEST_CASE("A store makes that copy when it migrates, and at no other time", "[contract]") {
  for (const int schema : kept_schemas()) {
    OldData old(schema);
    const std::string before = everything_in_file(old.file());
    const bool migrates = schema < sqlite::newest_schema();
    REQUIRE(SqliteStore::open({old.data(), {}, {}}, old.log()).has_value());
    CHECK(old.log().has("store-migrated") == migrates);
    REQUIRE(std::filesystem::exists(old.copy()) == migrates);
    if (migrates) CHECK(everything_in_file(old.copy()) == before);
  }
  QuietLog log;
  const TemporaryFolder empty;
  REQUIRE(SqliteStore::open({empty.path() / "data", {}, {}}, log).has_value());
  CHECK_FALSE(log.has("store-copied-before-migration"));
}

TEST_CASE("Without that copy nothing is migrated", "[contract]") {
  for (const int schema : kept_schemas()) {
    OldData old(schema);
    const std::string before = everything_in_file(old.file());
    std::filesystem::create_directories(old.copy() + "/in the way");
    {
      Database database({old.file(), {}}, Access::read_write);
      const Status copied = sqlite::copy_before_migration(database, old.data(), old.log());
      REQUIRE(copied.has_error());
      CHECK(copied.error().code == ErrorCode::store_failed);
      CHECK_FALSE(std::filesystem::exists(old.copy() + ".part"));
    }
    const bool opened = SqliteStore::open({old.data(), {}, {}}, old.log()).has_value();
    CHECK(opened == (schema == sqlite::newest_schema()));
    CHECK(everything_in_file(old.file()) == before);
  }
}

TEST_CASE("A copy that does not fit the disk is refused with words", "[contract]") {
  const TemporaryFolder folder;
  const Status refused = sqlite::check_room_for_migration(folder.path(), std::int64_t{1} << 60);
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::store_full);
  CHECK(refused.error().detail.find("make room") != std::string::npos);
  CHECK(sqlite::check_room_for_migration(folder.path(), 1000).has_value());
}

}  // namespace kiosk::test
