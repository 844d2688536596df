#pragma once

#include <filesystem>
#include <functional>

#include "base/log.hpp"
#include "base/result.hpp"
#include "sqlite/settings.hpp"

namespace kiosk::sqlite {

/// Called before the first step of a migration of a database that holds something; an error keeps it as it is.
using BeforeMigration = std::function<Status(Database&)>;

/// Everything between opening the writer's connection and its first batch: checks the file, applies and asserts the
/// settings, migrates. Throws Failure.
Status make_ready(Database& database, Synchronous synchronous, const BeforeMigration& before_migration, LogSink& log);

/// Whether a log with content is open, or none can say: what a start that failed must leave as it found it.
bool may_have_log(Database& database);

/// Whether a database of so many bytes can be copied into `data` and changed as a whole. Error `store_full`.
Status check_room_for_migration(const std::filesystem::path& data, std::int64_t bytes);

/// The way back from a migration (hardening.md H17): a checked copy of the whole database in the data directory, named
/// by its schema (`kiosk-schema-1.db`). It stays until the operator deletes it; one of an earlier try is replaced.
/// Errors: those of check_room_for_migration; `store_failed`.
Status copy_before_migration(Database& database, const std::filesystem::path& data, LogSink& log);

/// Logs which SQLite this is; a warning when it has the race below. For servers, at their start.
void report_version(LogSink& log);

/// Whether this SQLite (as `sqlite3_libversion_number`) has the WAL-reset race of hardening.md finding 1: all before
/// 3.51.3 but the back-ports 3.50.7 and 3.44.6. We keep clear of it by having one writing connection.
bool has_wal_reset_race(int version_number);

}  // namespace kiosk::sqlite
