#include "contract/writer_bench.hpp"
#include "sqlite/checkpoints.hpp"
#include "sqlite/opening.hpp"
#include "sqlite/reader.hpp"

namespace kiosk::test {

namespace {

std::map<std::string, std::string> values(sqlite::Database& database, const std::vector<std::string>& names) {
  std::vector<sqlite::Setting> asked;
  for (const std::string& name : names) asked.push_back({name, ""});
  std::map<std::string, std::string> found;
  for (const sqlite::Setting& setting : sqlite::read_back(database, asked)) found[setting.name] = setting.value;
  return found;
}

}  // namespace

TEST_CASE("The writer's connection has every setting that the design asks for", "[contract]") {
  WriterBench bench;
  REQUIRE(bench.open().has_value());
  const std::map<std::string, std::string> expected{
      {"busy_timeout", "5000"},
      {"journal_mode", "wal"},
      {"synchronous", "2"},
      {"wal_autocheckpoint", "0"},
      {"journal_size_limit", "67108864"},
      {"mmap_size", "0"},
      {"foreign_keys", "1"},
      {"trusted_schema", "0"},
      {"cell_size_check", "1"},
      {"secure_delete", "1"},
      {"temp_store", "2"},
      {"cache_size", "-32768"},
      {"defensive", "1"},
      {"double_quoted_strings_in_ddl", "0"},
      {"double_quoted_strings_in_dml", "0"},
      {"load_extension", "0"},
      {"recursive_triggers", "1"},
  };
  std::vector<std::string> names;
  for (const auto& [name, value] : expected) names.push_back(name);
  CHECK(values(bench.writer().database(), names) == expected);
  CHECK(sqlite::writer_settings(sqlite::Synchronous::full).size() == expected.size());
}

TEST_CASE("A reader's connection cannot write and never checkpoints by itself", "[contract]") {
  WriterBench bench;
  REQUIRE(bench.open().has_value());
  Result<std::unique_ptr<sqlite::Reader>> reader = sqlite::Reader::open(bench.place(), bench.log());
  REQUIRE(reader.has_value());
  sqlite::Database& database = (*reader)->database();
  CHECK(values(database, {"query_only", "wal_autocheckpoint"}) ==
        std::map<std::string, std::string>{{"query_only", "1"}, {"wal_autocheckpoint", "0"}});
  CHECK(database.is_read_only());
  CHECK_THROWS_AS(database.run("INSERT INTO settings VALUES ('a', 'b')"), sqlite::Failure);
  CHECK_THROWS_AS(database.checkpoint(sqlite::CheckpointMode::truncate), sqlite::Failure);
  REQUIRE(bench.set("name", "value")->has_value());
  std::optional<std::string> seen;
  const Status status = (*reader)->run([&](const ReadTx& tx) -> Status {
    seen = tx.settings().get("name");
    return {};
  });
  CHECK(status.has_value());
  CHECK(seen == "value");
}

TEST_CASE("The report says which SQLite it is, and warns of those with the WAL-reset race", "[contract]") {
  test::QuietLog log;
  sqlite::report_version(log);
  CHECK(log.has("store-version"));
  for (const int racy : {3'040'001, 3'044'005, 3'045'000, 3'050'006, 3'051'000, 3'051'002}) {
    CHECK(sqlite::has_wal_reset_race(racy));
  }
  for (const int mended : {3'044'006, 3'044'009, 3'050'007, 3'051'003, 3'053'002, 4'000'000}) {
    CHECK_FALSE(sqlite::has_wal_reset_race(mended));
  }
}

TEST_CASE("When a checkpoint is due", "[contract]") {
  using sqlite::CheckpointMode;
  sqlite::WalWatch watch{sqlite::CheckpointPolicy{}};
  CHECK_FALSE(watch.due(1000, true));
  CHECK(watch.due(1001, true) == CheckpointMode::passive);
  CHECK_FALSE(watch.due(8000, false));
  CHECK(watch.due(8001, false) == CheckpointMode::passive);
  CHECK(watch.due(16001, false) == CheckpointMode::restart);

  SECTION("a reader was in the way: tried again when the log has grown") {
    watch.tried(8001);
    CHECK_FALSE(watch.due(9001, true));
    CHECK(watch.due(9002, true) == CheckpointMode::passive);
  }
  SECTION("a log that cannot begin anew is not tried at every batch") {
    watch.tried(16001);
    CHECK_FALSE(watch.due(17000, false));
    CHECK(watch.due(17002, false) == CheckpointMode::restart);
  }
  SECTION("a log that began anew counts from its beginning") {
    watch.tried(8001);
    CHECK_FALSE(watch.due(5, true));
    CHECK(watch.due(1001, true) == CheckpointMode::passive);
  }
}

TEST_CASE("The log is moved into the file when it is long, and emptied at the end", "[contract]") {
  WriterBench bench{{4, 16, 64}};
  REQUIRE(bench.open().has_value());
  std::int64_t longest = 0;
  for (int i = 0; i < 300; ++i) {
    REQUIRE(bench.set("name-" + std::to_string(i), std::string(500, 'x'))->has_value());
    // The migration made the log longer than any of these small commits do.
    if (i > 10) longest = std::max(longest, bench.writer().database().wal_pages());
    if (i % 10 == 0) bench.writer().idle();
  }
  CHECK(longest > 4);
  CHECK(longest < 40);
  bench.writer().stop();
  CHECK(bench.writer().counts().wal_pages == 0);
}

TEST_CASE("A reader that stays keeps the log from being emptied, but not the writer from writing", "[contract]") {
  WriterBench bench{{4, 16, 10'000}};
  REQUIRE(bench.open().has_value());
  Result<std::unique_ptr<sqlite::Reader>> reader = sqlite::Reader::open(bench.place(), bench.log());
  REQUIRE(reader.has_value());
  const Status read = (*reader)->run([&](const ReadTx& tx) -> Status {
    CHECK_FALSE(tx.settings().get("name").has_value());
    for (int i = 0; i < 100; ++i) REQUIRE(bench.set("name", std::to_string(i))->has_value());
    bench.writer().idle();
    CHECK_FALSE(tx.settings().get("name").has_value());  // still the view of its beginning
    return {};
  });
  CHECK(read.has_value());
  CHECK(bench.get("name") == "99");
  REQUIRE(bench.set("name", "100")->has_value());
  bench.writer().stop();
  CHECK(bench.writer().counts().wal_pages == 0);
}

}  // namespace kiosk::test
