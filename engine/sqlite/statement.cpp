#include "sqlite/statement.hpp"

#include <sqlite3.h>

#include <utility>

#include "sqlite/database.hpp"

namespace kiosk::sqlite {

Statement::Statement(const Database& database, sqlite3_stmt* handle, Shelf* home)
    : database_(&database), handle_(handle), home_(home) {}

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), handle_(std::exchange(other.handle_, nullptr)), home_(other.home_) {}

Statement::~Statement() {
  if (handle_ == nullptr) return;
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
  if (home_ != nullptr && home_->size() < home_->capacity()) {  // no allocation in a destructor
    home_->push_back(handle_);
  } else {
    sqlite3_finalize(handle_);
  }
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) database_->fail(code, "statement");
}

void Statement::bind_integer(int parameter, std::int64_t value) {
  check(sqlite3_bind_int64(handle_, parameter, value));
}

// A null pointer would bind NULL, so an empty view needs an address.
void Statement::bind_text(int parameter, std::string_view value) {
  check(sqlite3_bind_text64(handle_, parameter, value.empty() ? "" : value.data(), value.size(), SQLITE_TRANSIENT,
                            SQLITE_UTF8));
}

void Statement::bind_blob(int parameter, std::string_view value) {
  check(sqlite3_bind_blob64(handle_, parameter, value.empty() ? "" : value.data(), value.size(), SQLITE_TRANSIENT));
}

void Statement::bind_null(int parameter) { check(sqlite3_bind_null(handle_, parameter)); }

bool Statement::next() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_->fail(code, "statement");
  return false;
}

bool Statement::is_null(int column) const { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

std::string Statement::text(int column) const { return std::string{view(column)}; }

std::string_view Statement::view(int column) const {
  // The address must be asked for before the length: it may convert the value.
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
  return bytes == nullptr ? std::string_view{} : std::string_view{bytes, size};
}

std::string Statement::blob(int column) const {
  const void* bytes = sqlite3_column_blob(handle_, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
  return bytes == nullptr ? std::string{} : std::string{static_cast<const char*>(bytes), size};
}

}  // namespace kiosk::sqlite
