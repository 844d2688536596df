#pragma once

#include <chrono>
#include <memory>

#include "base/log.hpp"
#include "ports/store.hpp"
#include "sqlite/transaction.hpp"

namespace kiosk::sqlite {

/// A connection that cannot write, for one thread at a time.
class Reader {
 public:
  /// A read transaction keeps the write-ahead log from being emptied, so it may last this long and no longer.
  static constexpr std::chrono::milliseconds time_limit{1000};

  /// Opens a database that the writer has made ready. Errors as `to_error`.
  static Result<std::unique_ptr<Reader>> open(const DatabasePlace& place, LogSink& log);

  /// The query in one read transaction. Errors: the query's own; `store_busy` when it took too long; `store_failed`;
  /// `internal` when it threw.
  Status run(const Store::Query& query);

  /// For tests.
  Database& database() { return database_; }

 private:
  Reader(const DatabasePlace& place, LogSink& log);

  Status run_in_transaction(const Store::Query& query);
  static int out_of_time(void* reader);

  LogSink& log_;
  Database database_;
  SqliteTx tx_;
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace kiosk::sqlite
