#include "sqlite/migrations.hpp"

#include <array>
#include <string>

#include "base/planted_fault.hpp"

namespace kiosk::sqlite {

namespace {

/// Marks the file as ours: "KExm" as a number, in the field that SQLite keeps for that.
constexpr std::int64_t application_id = 0x4B45786D;

constexpr std::array migrations{&migration_1, &migration_2, &migration_3, &migration_4};

std::int64_t number_of(Database& database, const char* sql) {
  Statement statement = database.prepare_once(sql);
  return statement.next() ? statement.integer(0) : 0;
}

void run_step(Database& database, std::size_t step) {
  database.run_script("BEGIN IMMEDIATE");
  database.run_script(*migrations[step]);
  database.run_script(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
  database.run_script(("PRAGMA user_version = " + std::to_string(step + 1)).c_str());
  if (planted(PlantedFault::live_attempt_not_asked)) database.run_script("DROP INDEX IF EXISTS one_live_attempt");
  database.run_script("COMMIT");
}

}  // namespace

int newest_schema() { return static_cast<int>(migrations.size()); }

int schema_of(Database& database) { return static_cast<int>(number_of(database, "PRAGMA user_version")); }

Status check_schema(Database& database) {
  const bool empty = number_of(database, "SELECT count(*) FROM sqlite_schema") == 0;
  if (!empty && number_of(database, "PRAGMA application_id") != application_id) {
    return failure(ErrorCode::store_failed, "the database file belongs to another program");
  }
  if (const int found = schema_of(database); found > newest_schema()) {
    return failure(ErrorCode::schema_newer, "the database has schema " + std::to_string(found) +
                                                ", this program knows up to " + std::to_string(newest_schema()) +
                                                ": use the newer program, or restore a backup");
  }
  return {};
}

void migrate(Database& database, int schema) {
  for (int step = schema_of(database); step < schema; ++step) run_step(database, static_cast<std::size_t>(step));
}

}  // namespace kiosk::sqlite
