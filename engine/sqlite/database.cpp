#include "sqlite/database.hpp"

#include <sqlite3.h>

#include "base/ensure.hpp"

namespace kiosk::sqlite {

namespace {

int open_flags(Access access) {
  // NOMUTEX: each connection has one thread. EXRESCODE: extended result codes everywhere.
  const int rights = access == Access::read_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  return rights | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
}

int count_wal_pages(void* counter, sqlite3* /*handle*/, const char* /*schema*/, int pages) {
  *static_cast<std::int64_t*>(counter) = pages;
  return SQLITE_OK;
}

int sqlite_mode(CheckpointMode mode) {
  switch (mode) {
    case CheckpointMode::passive: return SQLITE_CHECKPOINT_PASSIVE;
    case CheckpointMode::restart: return SQLITE_CHECKPOINT_RESTART;
    case CheckpointMode::truncate: return SQLITE_CHECKPOINT_TRUNCATE;
  }
  ENSURE(false, "a checkpoint of no mode");
}

}  // namespace

Database::Database(const DatabasePlace& place, Access access) {
  const char* vfs = place.vfs.empty() ? nullptr : place.vfs.c_str();
  const int code = sqlite3_open_v2(place.path.c_str(), &handle_, open_flags(access), vfs);
  if (code == SQLITE_OK) return;
  sqlite3_close(handle_);  // a handle comes even with an error
  throw Failure(code, std::string{"opening the database: "} + sqlite3_errstr(code));
}

Database::~Database() {
  for (auto& [sql, shelf] : statements_) {
    for (sqlite3_stmt* statement : shelf) sqlite3_finalize(statement);
  }
  sqlite3_close(handle_);
}

void Database::fail(int code, std::string_view doing) const {
  throw Failure(code, std::string{doing} + ": " + sqlite3_errmsg(handle_));
}

sqlite3_stmt* Database::prepare(std::string_view sql, unsigned flags) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), flags, &statement, nullptr);
  if (code != SQLITE_OK) fail(code, "preparing");
  return statement;
}

Statement Database::lend(std::string_view sql) {
  auto place = statements_.find(sql);
  if (place == statements_.end()) {
    place = statements_.emplace(std::string{sql}, Statement::Shelf{}).first;
    place->second.reserve(4);
  }
  Statement::Shelf& shelf = place->second;
  if (shelf.empty()) return {*this, prepare(sql, SQLITE_PREPARE_PERSISTENT), &shelf};
  sqlite3_stmt* statement = shelf.back();
  shelf.pop_back();
  return {*this, statement, &shelf};
}

Statement Database::prepare_once(std::string_view sql) { return {*this, prepare(sql, 0), nullptr}; }

void Database::run_script(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code, "script");
}

int Database::changed_rows() const { return sqlite3_changes(handle_); }

std::int64_t Database::last_row() const { return sqlite3_last_insert_rowid(handle_); }

bool Database::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

bool Database::is_read_only() const { return sqlite3_db_readonly(handle_, "main") == 1; }

Checkpoint Database::checkpoint(CheckpointMode mode) {
  if (is_read_only()) throw Failure(SQLITE_READONLY, "checkpoint of a reader");
  int log_pages = 0;
  int moved_pages = 0;
  const int code = sqlite3_wal_checkpoint_v2(handle_, "main", sqlite_mode(mode), &log_pages, &moved_pages);
  if (code != SQLITE_OK && (code & 0xFF) != SQLITE_BUSY) fail(code, "checkpoint");
  if (code == SQLITE_OK && mode != CheckpointMode::passive) wal_pages_ = 0;
  return {code == SQLITE_OK, log_pages, moved_pages};
}

void Database::leave_wal_at_close() { sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr); }

void Database::watch_wal() { sqlite3_wal_hook(handle_, &count_wal_pages, &wal_pages_); }

}  // namespace kiosk::sqlite
