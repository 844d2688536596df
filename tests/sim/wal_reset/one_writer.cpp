#include <thread>

#include "sim/wal_reset/stop_watch.hpp"
#include "sqlite/reader.hpp"
#include "sqlite/writer.hpp"
#include "support/quiet_log.hpp"

namespace kiosk::sim {

namespace {

constexpr int names = 400;
constexpr int readers = 2;
constexpr std::int64_t reads_a_check = 2000;

std::string name_of(std::int64_t number) { return "name-" + std::to_string(number % names); }

/// Every commit writes its number twice, so that a reader can tell whether it sees a whole one.
Status write_number(Tx& tx, std::int64_t number) {
  tx.settings().set("latest", std::to_string(number));
  tx.settings().set(name_of(number), std::to_string(number) + std::string(static_cast<std::size_t>(number % 500), ' '));
  return {};
}

/// Throws when the reader sees a torn commit, or less than it saw before.
void read_number(sqlite::Reader& reader, std::int64_t& seen) {
  const Status read = reader.run([&](const ReadTx& tx) -> Status {
    const std::int64_t latest = std::stoll(tx.settings().get("latest").value_or("0"));
    const std::int64_t twice = std::stoll(tx.settings().get(name_of(latest)).value_or("0"));
    if (latest != twice || latest < seen) throw std::runtime_error("a torn or older state");
    seen = latest;
    return {};
  });
  if (read.has_error()) throw std::runtime_error("a read failed after commit " + std::to_string(seen));
}

/// On a connection of its own: a Reader's reads are short.
void check_whole(const sqlite::DatabasePlace& place) {
  sqlite::Database database(place, sqlite::Access::read_only);
  sqlite::Statement check = database.prepare_once("PRAGMA integrity_check(1)");
  const std::string finding = check.next() ? check.text(0) : "no answer";
  if (finding != "ok") throw std::runtime_error("integrity_check: " + finding);
}

struct ReaderCounts {
  std::atomic<std::int64_t> reads{0};
  std::atomic<std::int64_t> checks{0};
};

void read_until_over(const sqlite::DatabasePlace& place, LogSink& log, StopWatch& watch, ReaderCounts& counts) {
  try {
    const std::unique_ptr<sqlite::Reader> reader = std::move(sqlite::Reader::open(place, log).value());
    std::int64_t seen = 0;
    while (watch.running()) {
      read_number(*reader, seen);
      if (++counts.reads % reads_a_check != 0) continue;
      check_whole(place);
      ++counts.checks;
    }
  } catch (const std::exception& fault) {
    watch.fail(fault.what());
  }
}

void commit_until_over(sqlite::Writer& writer, StopWatch& watch, WalResetTally& tally) {
  while (watch.running()) {
    std::vector<sqlite::Job> batch;
    const std::int64_t number = tally.commits + 1;
    batch.push_back({[number](Tx& tx) { return write_number(tx, number); },
                     [&](const Status& status) { tally.commits += status.has_value() ? 1 : 0; }});
    writer.run_batch(batch);
    if (tally.commits != number) return watch.fail("commit " + std::to_string(number) + " failed");
    watch.look(number);
  }
}

}  // namespace

WalResetTally stress_one_writer(const std::filesystem::path& folder, const WalResetLimits& limits) {
  const sqlite::DatabasePlace place{(folder / "one.db").string(), {}};
  test::QuietLog log;
  sqlite::WriterOptions options;
  options.place = place;
  options.checkpoints = {0, 0, 64};  // after every commit; a log that readers keep from ending is emptied by force
  const std::unique_ptr<sqlite::Writer> writer = std::move(sqlite::Writer::open(std::move(options), log).value());
  StopWatch watch(limits);
  ReaderCounts counts;
  std::vector<std::thread> threads;
  for (int i = 0; i < readers; ++i) threads.emplace_back([&] { read_until_over(place, log, watch, counts); });
  WalResetTally tally;
  commit_until_over(*writer, watch, tally);
  for (std::thread& thread : threads) thread.join();
  tally.checkpoints = tally.commits;
  tally.reads = counts.reads;
  tally.checks = counts.checks;
  tally.seconds = watch.elapsed().count();
  tally.fault = watch.fault();
  return tally;
}

std::string summary(const std::string& topology, const WalResetTally& tally) {
  return topology + ": " + std::to_string(tally.commits) + " commits, " + std::to_string(tally.checkpoints) +
         " checkpoints, " + std::to_string(tally.reads) + " reads, " + std::to_string(tally.checks) +
         " integrity checks in " + std::to_string(static_cast<std::int64_t>(tally.seconds)) +
         " s: " + (tally.fault.empty() ? "whole" : "BROKEN, " + tally.fault);
}

}  // namespace kiosk::sim
