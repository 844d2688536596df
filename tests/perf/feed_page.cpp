#include "perf/feed_page.hpp"

#include <sqlite3.h>
#include <time.h>

#include <stdexcept>
#include <utility>

#include "perf/child_process.hpp"
#include "perf/wire_client.hpp"

namespace kiosk::perf {

namespace {

constexpr int page_length = 1000;  // the most that may be asked for

double thread_cpu_ms() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// SQLite alone: the bodies, one after the other, into one buffer.
class BareReader {
 public:
  explicit BareReader(const std::filesystem::path& file) {
    const char* sql = "SELECT body FROM events ORDER BY sequence LIMIT ?1";
    if (sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(database_, sql, -1, &select_, nullptr) != SQLITE_OK) {
      throw std::runtime_error(sqlite3_errmsg(database_));
    }
    sqlite3_exec(database_, "PRAGMA cache_size = -32768", nullptr, nullptr, nullptr);  // all of it, after the first
    sqlite3_bind_int(select_, 1, page_length);
  }
  ~BareReader() {
    sqlite3_finalize(select_);
    sqlite3_close(database_);
  }
  BareReader(const BareReader&) = delete;
  BareReader& operator=(const BareReader&) = delete;

  /// As the feed writes them; until the next call.
  const std::string& read() {
    page_ = "[";
    while (sqlite3_step(select_) == SQLITE_ROW) {
      if (page_.size() > 1) page_ += ',';
      page_.append(static_cast<const char*>(sqlite3_column_blob(select_, 0)),
                   static_cast<std::size_t>(sqlite3_column_bytes(select_, 0)));
    }
    sqlite3_reset(select_);
    return page_ += "]";
  }

 private:
  sqlite3* database_ = nullptr;
  sqlite3_stmt* select_ = nullptr;
  std::string page_;
};

}  // namespace

std::vector<Row> measure_feed_page(const std::filesystem::path& data, const std::string& token, const Scale& scale) {
  const int rounds = scale.pick(100, 3);
  ExamServer server(data, scale.banks);
  BareReader reader(data / "kiosk.db");
  WireClient client(server.port(), 1);
  const std::string request = "GET /api/v1/events?limit=" + std::to_string(page_length) +
                              " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n\r\n";
  std::vector<double> server_ms;
  std::vector<double> answer_ms;
  std::vector<double> bare_ms;
  std::size_t bytes = 0;
  for (int i = 0; i < rounds; ++i) {
    double began = thread_cpu_ms();
    const std::string& expected = reader.read();
    bare_ms.push_back(thread_cpu_ms() - began);
    bytes = expected.size();

    began = server.process().cpu_seconds() * 1e3;
    bool sent = false;
    const LoadOutcome outcome = client.run(
        std::chrono::minutes{1},
        [&](std::size_t) { return std::exchange(sent, true) ? std::string_view{} : std::string_view{request}; },
        [&](std::size_t, const WireReply& reply) {
          if (reply.status != 200 || reply.body != expected) throw std::runtime_error("the feed gave another page");
        });
    server_ms.push_back(server.process().cpu_seconds() * 1e3 - began);
    answer_ms.push_back(outcome.quantile_ms(0.5));
  }
  const double bare = median(bare_ms);
  const std::string beside =
      "SQLite alone reads " + number(static_cast<double>(bytes) / 1e6, 1) + " MB, CPU " + number(bare, 2);
  const std::string page = "feed page of " + std::to_string(scale.pick(page_length, 5)) + " events, ";
  return {
      {page + "server's CPU, ms", number(median(server_ms), 2), beside, number(median(server_ms) / bare, 1), "≤ 10 ms"},
      {page + "to the whole answer, ms", number(median(answer_ms), 2), beside, number(median(answer_ms) / bare, 1),
       ""}};
}

}  // namespace kiosk::perf
