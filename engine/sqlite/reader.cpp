#include "sqlite/reader.hpp"

#include <sqlite3.h>

#include "sqlite/settings.hpp"

namespace kiosk::sqlite {

namespace {

constexpr int steps_between_looks_at_the_clock = 1000;

/// Ends the read transaction however the query ends.
class ReadTransaction {
 public:
  explicit ReadTransaction(Database& database) : database_(database) { database_.run("BEGIN"); }
  ReadTransaction(const ReadTransaction&) = delete;
  ReadTransaction& operator=(const ReadTransaction&) = delete;
  ~ReadTransaction() { sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr); }

 private:
  Database& database_;
};

}  // namespace

Reader::Reader(const DatabasePlace& place, LogSink& log)
    : log_(log), database_(place, Access::read_only), tx_(database_) {}

Result<std::unique_ptr<Reader>> Reader::open(const DatabasePlace& place, LogSink& log) {
  try {
    std::unique_ptr<Reader> reader{new Reader(place, log)};
    apply_reader_settings(reader->database_);
    reader->database_.leave_wal_at_close();
    sqlite3_progress_handler(reader->database_.handle(), steps_between_looks_at_the_clock, &Reader::out_of_time,
                             reader.get());
    return reader;
  } catch (const Failure& failure) {
    return to_error(failure);
  } catch (const std::exception& fault) {
    return failure(ErrorCode::store_failed, fault.what());
  }
}

int Reader::out_of_time(void* reader) {
  return std::chrono::steady_clock::now() > static_cast<Reader*>(reader)->deadline_ ? 1 : 0;
}

Status Reader::run(const Store::Query& query) {
  try {
    return run_in_transaction(query);
  } catch (const Failure& failure) {
    log_.write(LogLevel::error, "store-read-failed", {{"reason", failure.what()}});
    return to_error(failure);
  } catch (const std::exception& fault) {
    log_.write(LogLevel::error, "store-read-failed", {{"reason", fault.what()}});
    return failure(ErrorCode::internal);
  }
}

Status Reader::run_in_transaction(const Store::Query& query) {
  deadline_ = std::chrono::steady_clock::now() + time_limit;
  const ReadTransaction transaction{database_};
  return query(tx_);
}

}  // namespace kiosk::sqlite
