// Goal: readers that never end cost them their answer and nobody else: the log stays within its bound while writes are
// answered (hardening.md, H15). On a real file.

#include <atomic>
#include <future>
#include <thread>

#include "contract/samples.hpp"
#include "sqlite/sqlite_store.hpp"

namespace kiosk::test {

namespace {

using sqlite::SqliteStore;

constexpr std::uintmax_t most_bytes_of_log = 128ULL * 1024 * 1024;
constexpr std::size_t bytes_a_value = 100'000;
constexpr int values_at_once = 30;
constexpr int rounds = 5;
constexpr int bursts_a_round = 11;  // some 33 MB: five rounds are more than the log may hold
constexpr std::chrono::seconds patience{60};

class FileBench {
 public:
  FileBench() {
    auto opened = SqliteStore::open({folder_.path() / "data", [] { std::abort(); }, {}}, log_);
    REQUIRE(opened.has_value());
    store_ = std::move(*opened);
  }

  SqliteStore& store() { return *store_; }
  std::uintmax_t bytes_of_log() const {
    std::error_code absent;
    const std::uintmax_t bytes = std::filesystem::file_size(folder_.path() / "data" / "kiosk.db-wal", absent);
    return absent ? 0 : bytes;
  }

  /// Waits for all answers; answers how many of them were good.
  int write_burst() {
    std::vector<std::future<Status>> answers;
    for (int i = 0; i < values_at_once; ++i) {
      auto answer = std::make_shared<std::promise<Status>>();
      answers.push_back(answer->get_future());
      store_->submit(
          [name = "value-" + std::to_string(i), filling = static_cast<char>('a' + bursts_ % 26)](Tx& tx) -> Status {
            tx.settings().set(name, std::string(bytes_a_value, filling));
            return {};
          },
          [answer](Status status) { answer->set_value(std::move(status)); });
    }
    ++bursts_;
    int good = 0;
    for (std::future<Status>& answer : answers) good += answer.get().has_value() ? 1 : 0;
    return good;
  }

 private:
  TemporaryFolder folder_;
  QuietLog log_;
  std::unique_ptr<SqliteStore> store_;
  int bursts_ = 0;
};

/// Keeps every reader busy with a query that never ends, one after the other.
class EndlessReads {
 public:
  EndlessReads(SqliteStore& store, Store::Query query) : store_(store), query_(std::move(query)) {
    for (int i = 0; i < SqliteStore::reader_count; ++i) begin();
  }
  EndlessReads(const EndlessReads&) = delete;
  EndlessReads& operator=(const EndlessReads&) = delete;
  /// Waits for the last ones.
  ~EndlessReads() {
    stopping_ = true;
    while (running_ > 0) std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }

  int cut_short() const { return cut_short_; }
  int ended_otherwise() const { return ended_otherwise_; }
  int running() const { return running_; }

 private:
  void begin() {
    ++running_;
    store_.read(query_, [this](const Status& status) {
      const bool busy = status.has_error() && status.error().code == ErrorCode::store_busy;
      ++(busy ? cut_short_ : ended_otherwise_);
      if (!stopping_) begin();
      --running_;
    });
  }

  SqliteStore& store_;
  Store::Query query_;
  std::atomic<bool> stopping_{false};
  std::atomic<int> running_{0};
  std::atomic<int> cut_short_{0};
  std::atomic<int> ended_otherwise_{0};
};

bool reaches(const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!holds() && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  return holds();
}

/// One long statement, and short ones for ever: the clock must be looked at in both.
Store::Query endless_query(bool one_statement) {
  if (one_statement) {
    return [](const ReadTx& tx) -> Status {
      for (;;) tx.audit().each(0, [](const AuditEntry&) { return true; });
    };
  }
  return [](const ReadTx& tx) -> Status {
    for (;;) static_cast<void>(tx.settings().get("value-1"));
  };
}

}  // namespace

TEST_CASE("Readers that never end are ended, and the log keeps its bound while writes are answered", "[contract]") {
  FileBench bench;
  REQUIRE(bench.write_burst() == values_at_once);
  int good = 0;
  std::uintmax_t longest = 0;
  {
    const EndlessReads reads{bench.store(), endless_query(GENERATE(true, false))};
    for (int round = 1; round <= rounds; ++round) {
      CHECK(reads.running() >= SqliteStore::reader_count);
      for (int burst = 0; burst < bursts_a_round; ++burst) {
        good += bench.write_burst();
        longest = std::max(longest, bench.bytes_of_log());
      }
      // Not before each reader has been ended once more since the round before.
      REQUIRE(reaches([&] { return reads.cut_short() >= SqliteStore::reader_count * round; }));
    }
    CHECK(reads.ended_otherwise() == 0);
  }
  CHECK(good == rounds * bursts_a_round * values_at_once);
  CHECK(static_cast<std::uintmax_t>(good) * bytes_a_value > most_bytes_of_log);
  CHECK(longest > 1024 * 1024);
  CHECK(longest <= most_bytes_of_log);

  REQUIRE(bench.write_burst() == values_at_once);
  bench.store().stop();
  CHECK(bench.bytes_of_log() == 0);
}

}  // namespace kiosk::test
