#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sqlite/failure.hpp"
#include "sqlite/statement.hpp"
#include "sqlite/values.hpp"

struct sqlite3;

namespace kiosk::sqlite {

enum class Access { read_write, read_only };

/// What is opened. `vfs` names SQLite's door to the operating system; empty = the usual one. Tests give another.
struct DatabasePlace {
  std::string path;
  std::string vfs;
};

enum class CheckpointMode { passive, restart, truncate };

struct Checkpoint {
  bool complete = false;         ///< nobody was in the way; of a passive one it says nothing
  std::int64_t wal_pages = 0;    ///< pages in the write-ahead log
  std::int64_t moved_pages = 0;  ///< of them, those that are in the database file by now
};

/// One connection with a cache of prepared statements. For one thread at a time. Throws Failure.
class Database {
 public:
  Database(const DatabasePlace& place, Access access);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// A statement whose parameters ?1, ?2… are `values`; it stays prepared for the next use.
  template <class... Values>
  Statement query(std::string_view sql, const Values&... values) {
    Statement statement = lend(sql);
    [[maybe_unused]] int parameter = 0;
    (bind_value(statement, ++parameter, values), ...);
    return statement;
  }
  /// Runs a statement to its end; answers the number of rows that it changed.
  template <class... Values>
  int run(std::string_view sql, const Values&... values) {
    Statement statement = query(sql, values...);
    while (statement.next()) {
    }
    return changed_rows();
  }
  /// Row number of the last insert.
  std::int64_t last_row() const;
  /// For SQL text that is put together at run time: not kept.
  Statement prepare_once(std::string_view sql);
  /// Several statements without parameters.
  void run_script(const char* sql);

  bool in_transaction() const;
  bool is_read_only() const;
  /// Refused on a read-only connection, where SQLite itself might still reset the log: only one may (hardening.md
  /// finding 1).
  Checkpoint checkpoint(CheckpointMode mode);
  /// Closing the last connection shall not move the write-ahead log into the file.
  void leave_wal_at_close();

  /// From now on `wal_pages` is the length of the write-ahead log after the latest commit of this connection. Call it
  /// after the settings are made: automatic checkpoints use the same hook.
  void watch_wal();
  std::int64_t wal_pages() const { return wal_pages_; }

  sqlite3* handle() const { return handle_; }
  [[noreturn]] void fail(int code, std::string_view doing) const;

 private:
  struct TextHash {
    using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard library looks for it
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  Statement lend(std::string_view sql);
  sqlite3_stmt* prepare(std::string_view sql, unsigned flags);
  int changed_rows() const;

  sqlite3* handle_ = nullptr;
  std::int64_t wal_pages_ = 0;
  std::unordered_map<std::string, Statement::Shelf, TextHash, std::equal_to<>> statements_;  ///< by SQL text
};

}  // namespace kiosk::sqlite
