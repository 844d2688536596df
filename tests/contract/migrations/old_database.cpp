#include "contract/migrations/old_database.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sqlite/migrations.hpp"

namespace kiosk::test {

namespace {

std::string dump_of(int schema) { return "tests/fixtures/schema/schema_" + std::to_string(schema) + ".sql"; }

std::vector<std::string> lines(sqlite::Database& database, const std::string& sql) {
  std::vector<std::string> found;
  sqlite::Statement row = database.prepare_once(sql);
  while (row.next()) found.push_back(row.text(0));
  return found;
}

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
  database.run_script("PRAGMA synchronous = EXTRA");  // a journal that came back after a power cut would undo the dump
  database.run_script(text.str().c_str());
}

std::string everything_in(sqlite::Database& database) {
  std::string text = "schema " + std::to_string(sqlite::schema_of(database)) + "\n";
  for (const std::string& table :
       lines(database, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")) {
    // quote() tells NULL, numbers, texts and bytes apart.
    const std::vector<std::string> values =
        lines(database, "SELECT 'quote(' || name || ')' FROM pragma_table_info('" + table + "') ORDER BY cid");
    std::string row;
    for (const std::string& value : values) row += (row.empty() ? "" : " || ',' || ") + value;
    text += table + "\n";
    for (const std::string& found : lines(database, "SELECT " + row + " FROM " + table + " ORDER BY 1")) {
      text += "  " + found + "\n";
    }
  }
  for (const std::string& sql : lines(database, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")) {
    text += sql + "\n";
  }
  return text;
}

}  // namespace kiosk::test
