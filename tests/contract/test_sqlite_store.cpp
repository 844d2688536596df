#include <atomic>
#include <future>
#include <thread>

#include "contract/samples.hpp"
#include "sqlite/sqlite_store.hpp"
#include "support/power_cut/power_cut_disk.hpp"

namespace kiosk::test {

namespace {

using sqlite::Access;
using sqlite::Database;
using sqlite::SqliteStore;

/// The whole store, with its threads, on a disk in memory.
class DiskBench {
 public:
  DiskBench() {
    auto opened = SqliteStore::open({folder_.path() / "data", [this] { ++fatal_calls_; }, disk_.vfs()}, log_);
    REQUIRE(opened.has_value());
    store_ = std::move(*opened);
  }

  PowerCutDisk& disk() { return disk_; }
  SqliteStore& store() { return *store_; }
  int fatal_calls() const { return fatal_calls_; }
  const std::filesystem::path& folder() const { return folder_.path(); }

  std::future<Status> set(const std::string& name, const std::string& value) {
    auto answer = std::make_shared<std::promise<Status>>();
    store_->submit(
        [name, value](Tx& tx) -> Status {
          tx.settings().set(name, value);
          return {};
        },
        [answer](Status status) { answer->set_value(std::move(status)); });
    return answer->get_future();
  }
  Status read(Store::Query query) {
    std::promise<Status> answer;
    store_->read(std::move(query), [&](Status status) { answer.set_value(std::move(status)); });
    return answer.get_future().get();
  }

 private:
  TemporaryFolder folder_;
  QuietLog log_;
  PowerCutDisk disk_{1};
  std::atomic<int> fatal_calls_{0};
  std::unique_ptr<SqliteStore> store_;
};

bool is_ready(const std::future<Status>& answer) {
  return answer.wait_for(std::chrono::seconds{0}) == std::future_status::ready;
}

}  // namespace

TEST_CASE("A slow disk fills the inbox to its bound and no further, and the store recovers", "[contract]") {
  DiskBench bench;
  bench.disk().set_sync_time(std::chrono::milliseconds{300});
  std::vector<std::future<Status>> answers;
  // One batch is at work, the inbox holds 4,096 jobs.
  for (std::size_t i = 0; i < SqliteStore::waiting_jobs_limit + SqliteStore::batch_limit + 1; ++i) {
    answers.push_back(bench.set("name", std::to_string(i)));
  }
  bench.disk().set_sync_time(std::chrono::milliseconds{0});
  int busy = 0;
  int fine = 0;
  for (std::future<Status>& answer : answers) {
    const Status status = answer.get();
    if (status.has_value()) ++fine;
    if (status.has_error() && status.error().code == ErrorCode::store_busy) ++busy;
  }
  CHECK(busy > 0);
  CHECK(busy + fine == static_cast<int>(answers.size()));
  CHECK(fine >= static_cast<int>(SqliteStore::waiting_jobs_limit));
  CHECK(bench.set("after", "works").get().has_value());
  bench.store().stop();
  const sqlite::StoreCounts counts = bench.store().counts();
  CHECK(counts.refused == busy);
  CHECK(counts.jobs == fine + 1);
  CHECK(counts.largest_batch == SqliteStore::batch_limit);
  CHECK(counts.jobs_waiting == 0);
}

TEST_CASE("Jobs that come while a sync runs share the next commit", "[contract]") {
  DiskBench bench;
  bench.disk().set_sync_time(std::chrono::milliseconds{50});
  std::vector<std::future<Status>> answers;
  for (int i = 0; i < 100; ++i) answers.push_back(bench.set("name", std::to_string(i)));
  for (std::future<Status>& answer : answers) CHECK(answer.get().has_value());
  bench.store().stop();
  const sqlite::StoreCounts counts = bench.store().counts();
  CHECK(counts.batches < 50);
  CHECK(counts.jobs == 100);
  CHECK(counts.commit_us >= counts.batches * 50'000);
  CHECK(counts.busy_us >= counts.commit_us);
  CHECK(counts.commits.sum_s() * 1e6 == Approx(static_cast<double>(counts.commit_us)));
}

TEST_CASE("An I/O error ends the store: nobody is answered, later calls are refused", "[contract]") {
  DiskBench bench;
  REQUIRE(bench.set("before", "kept").get().has_value());
  bench.disk().fail_sync_after(1);
  std::future<Status> unanswered = bench.set("during", "lost");
  while (bench.fatal_calls() == 0) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  std::optional<Status> later;
  while (!later) {  // until the writer has closed its inbox
    std::future<Status> answer = bench.set("after", "refused");
    if (is_ready(answer)) later = answer.get();
  }
  CHECK(later->error().code == ErrorCode::store_failed);
  CHECK(bench.store().copy_to(bench.folder() / "copy.db").has_error());
  bench.store().stop();
  CHECK_THROWS_AS(unanswered.get(), std::future_error);  // dropped without an answer
  CHECK(bench.fatal_calls() == 1);
}

TEST_CASE("A full disk is answered store-full, and reading goes on", "[contract]") {
  DiskBench bench;
  REQUIRE(bench.set("before", "kept").get().has_value());
  bench.disk().set_full(true);
  CHECK(bench.set("during", std::string(5000, 'x')).get().error().code == ErrorCode::store_full);
  std::optional<std::string> seen;
  CHECK(bench
            .read([&](const ReadTx& tx) -> Status {
              seen = tx.settings().get("before");
              return {};
            })
            .has_value());
  CHECK(seen == "kept");
  bench.disk().set_full(false);
  CHECK(bench.set("after", "works").get().has_value());
}

TEST_CASE("Stopping answers everything that waits, and what comes later is refused", "[contract]") {
  DiskBench bench;
  bench.disk().set_sync_time(std::chrono::milliseconds{20});
  std::vector<std::future<Status>> answers;
  for (int i = 0; i < 1000; ++i) answers.push_back(bench.set("name", std::to_string(i)));
  bench.store().stop();
  for (std::future<Status>& answer : answers) {
    REQUIRE(is_ready(answer));
    CHECK(answer.get().has_value());
  }
  CHECK(bench.set("after", "refused").get().error().code == ErrorCode::unavailable);
  CHECK(bench.read([](const ReadTx&) -> Status { return {}; }).error().code == ErrorCode::unavailable);
  CHECK(bench.store().copy_to(bench.folder() / "copy.db").error().code == ErrorCode::unavailable);
  bench.store().stop();
}

TEST_CASE("A read that takes too long is ended, and the writer does not wait for it", "[contract]") {
  DiskBench bench;
  for (std::int64_t i = 1; i <= 50; ++i) {
    bench.store().submit(
        [i](Tx& tx) -> Status {
          tx.audit().add(an_audit_entry(i));
          return {};
        },
        [](const Status&) {});
  }
  REQUIRE(bench.set("before", "kept").get().has_value());
  std::future<Status> answer = std::async(std::launch::async, [&] {
    return bench.read([](const ReadTx& tx) -> Status {
      for (;;) tx.audit().each(0, [](const AuditEntry&) { return true; });
    });
  });
  CHECK(bench.set("meanwhile", "works").get().has_value());
  CHECK(answer.get().error().code == ErrorCode::store_busy);
  CHECK(bench.read([](const ReadTx&) -> Status { return {}; }).has_value());
}

}  // namespace kiosk::test
