#include "contract/migrations/old_database.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace kiosk::test {

namespace {

std::string dump_of(int schema) { return "tests/fixtures/schema/schema_" + std::to_string(schema) + ".sql"; }

}  // namespace

std::vector<int> kept_schemas() {
  std::vector<int> schemas;
  while (std::filesystem::exists(dump_of(static_cast<int>(schemas.size()) + 1))) {
    schemas.push_back(static_cast<int>(schemas.size()) + 1);
  }
  return schemas;
}

void restore_dump(const sqlite::DatabasePlace& place, int schema) {
  const std::ifstream file{dump_of(schema), std::ios::binary};
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  sqlite::Database database(place, sqlite::Access::read_write);
  database.run_script(text.str().c_str());
}

std::int64_t schema_in(const sqlite::DatabasePlace& place) {
  sqlite::Database database(place, sqlite::Access::read_write);
  sqlite::Statement row = database.prepare_once("PRAGMA user_version");
  REQUIRE(row.next());
  return row.integer(0);
}

}  // namespace kiosk::test
