#include "contract/migrations/all_reads.hpp"
#include "contract/migrations/old_database.hpp"
#include "contract/writer_bench.hpp"
#include "sqlite/migrations.hpp"
#include "support/golden_text.hpp"

namespace kiosk::test {

namespace {

/// Everything that the service reads; leaves the store as it was.
std::string reads(WriterBench& bench) {
  std::string text;
  bench.run([&](Tx& tx) -> Status {
    text = all_reads(tx);
    return failure(ErrorCode::internal, "undo");
  });
  return text;
}

}  // namespace

TEST_CASE("A dump is of the schema that it is named after", "[contract]") {
  for (const int schema : kept_schemas()) {
    PowerCutDisk disk(1);
    restore_dump({"kiosk.db", disk.vfs()}, schema);
    sqlite::Database database({"kiosk.db", disk.vfs()}, sqlite::Access::read_write);
    CHECK(sqlite::schema_of(database) == schema);
  }
}

TEST_CASE("Every schema before the newest has a dump", "[contract]") {
  CHECK(static_cast<int>(kept_schemas().size()) >= sqlite::newest_schema() - 1);
}

TEST_CASE("A database of an old schema is migrated, and the service reads what it read before", "[contract]") {
  const std::vector<int> schemas = kept_schemas();
  REQUIRE_FALSE(schemas.empty());
  for (const int schema : schemas) {
    INFO("schema " << schema);
    WriterBench bench;
    restore_dump(bench.place(), schema);
    REQUIRE(bench.open().has_value());
    check_golden("reads_of_schema_" + std::to_string(schema) + ".txt", reads(bench));
    CHECK(sqlite::schema_of(bench.writer().database()) == sqlite::newest_schema());
  }
}

}  // namespace kiosk::test
