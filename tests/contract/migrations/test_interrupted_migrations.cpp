// Goal: whenever the power goes during a migration, the database is as before a step or as after it, never between, and
// the next start goes on from there.

#include <iostream>
#include <map>
#include <regex>

#include "contract/migrations/old_database.hpp"
#include "contract/writer_bench.hpp"
#include "sqlite/migrations.hpp"

namespace kiosk::test {

namespace {

/// Schema 0 is a database that is not there yet.
void make_old(const sqlite::DatabasePlace& place, int schema) {
  if (schema > 0) restore_dump(place, schema);
}

/// All rows; but public pages of old approvals get their tokens by chance.
std::string rows_in(sqlite::Database& database) {
  static const std::regex token{"'[0-9a-f]{32}',0\n"};
  return std::regex_replace(everything_in(database), token, "(32 digits),0\n");
}

/// What each step from `schema` on leaves behind when nobody interrupts it.
std::map<int, std::string> steps_from(int schema) {
  std::map<int, std::string> steps;
  PowerCutDisk disk(1);
  const sqlite::DatabasePlace place{"kiosk.db", disk.vfs()};
  make_old(place, schema);
  sqlite::Database database(place, sqlite::Access::read_write);
  steps[schema] = rows_in(database);
  for (int next = schema + 1; next <= sqlite::newest_schema(); ++next) {
    sqlite::migrate(database, next);
    steps[next] = rows_in(database);
  }
  return steps;
}

/// Opens the database while the power goes at the `calls`-th call of the disk; false when it stayed on to the end.
bool interrupt(int schema, const std::map<int, std::string>& steps, std::int64_t calls) {
  WriterBench bench({}, static_cast<std::uint64_t>(calls));
  make_old(bench.place(), schema);
  bench.disk().cut_power_after(calls);
  if (bench.open().has_value() && !bench.disk().is_dead()) return false;
  bench.lose_power();
  {
    sqlite::Database database(bench.place(), sqlite::Access::read_write);
    const int found = sqlite::schema_of(database);
    REQUIRE(steps.contains(found));
    CHECK(rows_in(database) == steps.at(found));
  }
  REQUIRE(bench.open().has_value());
  CHECK(rows_in(bench.writer().database()) == steps.at(sqlite::newest_schema()));
  return true;
}

}  // namespace

TEST_CASE("A power cut in a migration leaves a whole step, and the next start ends it", "[contract]") {
  std::vector<int> schemas = kept_schemas();
  schemas.insert(schemas.begin(), 0);
  for (const int schema : schemas) {
    const std::map<int, std::string> steps = steps_from(schema);
    std::int64_t calls = 1;
    while (interrupt(schema, steps, calls)) ++calls;
    std::cout << "from schema " << schema << ": " << calls - 1 << " power cuts\n";
    CHECK(calls > 10);
  }
}

}  // namespace kiosk::test
