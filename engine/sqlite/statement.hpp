#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3_stmt;

namespace kiosk::sqlite {

class Database;

/// A prepared statement on loan from its database; it goes back, reset, when this object ends. Columns and parameters
/// are plain SQLite values here; stored forms of our own types are in values.hpp.
class Statement {
 public:
  /// Prepared statements of one SQL text that nobody uses at the moment.
  using Shelf = std::vector<sqlite3_stmt*>;

  /// `home` is where the statement goes back to; null = it is used once.
  Statement(const Database& database, sqlite3_stmt* handle, Shelf* home);
  Statement(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  /// Parameters count from 1, as in SQL. Texts and blobs are copied.
  void bind_integer(int parameter, std::int64_t value);
  void bind_text(int parameter, std::string_view value);
  void bind_blob(int parameter, std::string_view value);
  void bind_null(int parameter);

  /// The next row; false when there is none. Throws Failure.
  bool next();

  /// Columns count from 0, as in SQLite.
  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  std::string text(int column) const;
  std::string_view view(int column) const;  ///< of a text; lasts until the next row
  std::string blob(int column) const;

 private:
  void check(int code) const;

  const Database* database_;
  sqlite3_stmt* handle_;
  Shelf* home_;
};

}  // namespace kiosk::sqlite
