#include "sqlite/opening.hpp"

#include <sqlite3.h>

#include <algorithm>

#include "base/planted_fault.hpp"
#include "sqlite/backup.hpp"
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

Status migrate_to_newest(Database& database, const BeforeMigration& before_migration, LogSink& log) {
  const int found = schema_of(database);
  if (found == newest_schema()) return {};
  if (found > 0 && before_migration) {
    if (Status prepared = before_migration(database); prepared.has_error()) return prepared;
  }
  migrate(database);
  log.write(LogLevel::note, "store-migrated",
            {{"from", std::to_string(found)}, {"to", std::to_string(newest_schema())}});
  return {};
}

Status copy_whole(Database& database, const std::filesystem::path& file) {
  try {
    BackupCopy copy(database, file);
    while (!copy.step()) {
    }
    return {};
  } catch (const Failure& failure) {
    return to_error(failure);
  }
}

/// The open log of the connection; nullptr where none is open. Throws Failure.
sqlite3_file* log_of(Database& database) {
  sqlite3_file* log = nullptr;
  const int code =
      sqlite3_file_control(database.handle(), "main", SQLITE_FCNTL_JOURNAL_POINTER, static_cast<void*>(&log));
  if (code != SQLITE_OK) database.fail(code, "finding the log");
  return log->pMethods == nullptr ? nullptr : log;
}

void write_again(sqlite3_file& file) {
  const auto check = [](int code) {
    if (code != SQLITE_OK) throw Failure(code, std::string{"writing the log again: "} + sqlite3_errstr(code));
  };
  constexpr sqlite3_int64 most_at_once = 1 << 16;
  sqlite3_int64 size = 0;
  check(file.pMethods->xFileSize(&file, &size));
  std::string bytes;
  for (sqlite3_int64 offset = 0; offset < size; offset += most_at_once) {
    bytes.resize(static_cast<std::size_t>(std::min(most_at_once, size - offset)));
    check(file.pMethods->xRead(&file, bytes.data(), static_cast<int>(bytes.size()), offset));
    check(file.pMethods->xWrite(&file, bytes.data(), static_cast<int>(bytes.size()), offset));
  }
  check(file.pMethods->xSync(&file, SQLITE_SYNC_FULL));
}

/// After a failed sync the kernel may have dropped what it could not write, and still shows it to every process until
/// the power goes. What the last process left in the log is therefore written once more before anything is built upon
/// it: neither an answer nor a checkpoint, which would leave half of it in the database file. The write lock keeps
/// everybody else from the log meanwhile.
void write_log_again(Database& database) {
  database.run_script("BEGIN IMMEDIATE");
  if (sqlite3_file* log = log_of(database)) write_again(*log);
  database.run_script("ROLLBACK");
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

Status make_ready(Database& database, Synchronous synchronous, const BeforeMigration& before_migration, LogSink& log) {
  // SQLite opens a write-protected file for reading without a word.
  if (database.is_read_only()) return failure(ErrorCode::store_failed, "the database file is read-only");
  if (Status schema = check_schema(database); schema.has_error()) return schema;
  apply_writer_settings(database, synchronous);
  if (Status pages = check_pages(database, log); pages.has_error()) return pages;
  if (!planted(PlantedFault::log_trusted)) write_log_again(database);
  return migrate_to_newest(database, before_migration, log);
}

bool may_have_log(Database& database) {
  try {
    sqlite3_file* log = log_of(database);
    sqlite3_int64 size = 0;
    return log != nullptr && (log->pMethods->xFileSize(log, &size) != SQLITE_OK || size > 0);
  } catch (const Failure&) {
    return true;
  }
}

Status check_room_for_migration(const std::filesystem::path& data, std::int64_t bytes) {
  std::error_code fault;
  const std::filesystem::space_info space = std::filesystem::space(data, fault);
  const auto needed = static_cast<std::uintmax_t>(2 * bytes);
  if (fault || space.available >= needed) return {};  // where room is not told, the copy itself finds out
  constexpr std::uintmax_t mib = 1U << 20U;
  return failure(ErrorCode::store_full, "the database needs a newer schema, and " + data.string() + " has " +
                                            std::to_string(space.available / mib) + " MiB free of the " +
                                            std::to_string(needed / mib + 1) +
                                            " MiB that a copy of it and the change may take: make room");
}

Status copy_before_migration(Database& database, const std::filesystem::path& data, LogSink& log) {
  const std::int64_t bytes = size_in_bytes(database);
  if (Status room = check_room_for_migration(data, bytes); room.has_error()) return room;
  const std::filesystem::path file = data / ("kiosk-schema-" + std::to_string(schema_of(database)) + ".db");
  const std::filesystem::path unfinished = unfinished_backup(file);
  std::error_code ignored;
  std::filesystem::remove(unfinished, ignored);  // of an earlier try that was cut off
  Status copied = copy_whole(database, unfinished);
  if (copied.has_value()) copied = check_and_sync(unfinished);
  if (copied.has_value()) copied = put_backup_into_place(unfinished, file);
  if (copied.has_error()) {
    std::filesystem::remove(unfinished, ignored);
    return copied;
  }
  log.write(LogLevel::note, "store-copied-before-migration",
            {{"file", file.string()}, {"bytes", std::to_string(bytes)}});
  return {};
}

}  // namespace kiosk::sqlite
