#include "sqlite/opening.hpp"

#include <sqlite3.h>

#include "sqlite/migrations.hpp"

namespace kiosk::sqlite {

namespace {

constexpr std::int64_t quick_check_limit_bytes = 1LL << 30;

std::int64_t size_in_bytes(Database& database) {
  Statement row = database.prepare_once("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
  return row.next() ? row.integer(0) : 0;
}

Status check_pages(Database& database, LogSink& log) {
  if (const std::int64_t bytes = size_in_bytes(database); bytes >= quick_check_limit_bytes) {
    log.write(LogLevel::note, "store-check-left-out", {{"bytes", std::to_string(bytes)}});
    return {};
  }
  Statement row = database.prepare_once("PRAGMA quick_check(1)");
  const std::string finding = row.next() ? row.text(0) : "no answer";
  if (finding == "ok") return {};
  return failure(ErrorCode::store_failed, "the database file is damaged, restore a backup: " + finding);
}

}  // namespace

void report_version(LogSink& log) {
  log.write(LogLevel::note, "store-version", {{"sqlite", sqlite3_libversion()}});
  if (has_wal_reset_race(sqlite3_libversion_number())) {
    log.write(LogLevel::warning, "store-version-has-wal-reset-race",
              {{"sqlite", sqlite3_libversion()}, {"defence", "one connection alone writes and checkpoints"}});
  }
}

bool has_wal_reset_race(int version_number) {
  const bool back_port_3_50 = version_number >= 3'050'007 && version_number < 3'051'000;
  const bool back_port_3_44 = version_number >= 3'044'006 && version_number < 3'045'000;
  return version_number < 3'051'003 && !back_port_3_50 && !back_port_3_44;
}

Status make_ready(Database& database, Synchronous synchronous, LogSink& log) {
  // SQLite opens a write-protected file for reading without a word.
  if (database.is_read_only()) return failure(ErrorCode::store_failed, "the database file is read-only");
  if (Status schema = check_schema(database); schema.has_error()) return schema;
  apply_writer_settings(database, synchronous);
  if (Status pages = check_pages(database, log); pages.has_error()) return pages;
  migrate(database);
  return {};
}

}  // namespace kiosk::sqlite
