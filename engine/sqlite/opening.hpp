#pragma once

#include "base/log.hpp"
#include "base/result.hpp"
#include "sqlite/settings.hpp"

namespace kiosk::sqlite {

/// Everything between opening the writer's connection and its first batch: checks the file, migrates, applies and
/// asserts the settings. Throws Failure.
Status make_ready(Database& database, Synchronous synchronous, LogSink& log);

/// Logs which SQLite this is; a warning when it has the race below. For servers, at their start.
void report_version(LogSink& log);

/// Whether this SQLite (as `sqlite3_libversion_number`) has the WAL-reset race of hardening.md finding 1: all before
/// 3.51.3 but the back-ports 3.50.7 and 3.44.6. We keep clear of it by having one writing connection.
bool has_wal_reset_race(int version_number);

}  // namespace kiosk::sqlite
