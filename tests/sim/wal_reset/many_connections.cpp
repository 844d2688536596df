#include <thread>

#include "sim/wal_reset/stop_watch.hpp"
#include "sqlite/database.hpp"

namespace kiosk::sim {

namespace {

using sqlite::Access;
using sqlite::CheckpointMode;
using sqlite::Database;

/// Of a page each: what the race damages must not be written anew, and healed, before the next check sees it.
constexpr std::int64_t rows = 2000;
constexpr std::size_t row_bytes = 2500;
constexpr int checking_connections = 2;
constexpr std::int64_t commits_a_check = 300;

/// Settings of a program that does not know of the race.
void get_ready(Database& database) {
  database.run_script(
      "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
      "PRAGMA wal_autocheckpoint = 0;");
}

/// Which commit wrote each row last.
using Model = std::vector<std::int64_t>;

void fill(Database& database) {
  database.run_script(
      "CREATE TABLE answers (answer INTEGER PRIMARY KEY, commits INTEGER NOT NULL, text TEXT NOT NULL);"
      "CREATE INDEX answers_by_commit ON answers (commits)");
  database.run("BEGIN");
  for (std::int64_t row = 0; row < rows; ++row) {
    database.run("INSERT INTO answers VALUES (?1, 0, ?2)", row, std::string(row_bytes, '0'));
  }
  database.run("COMMIT");
}

void commit(Database& database, std::int64_t number, Model& model) {
  database.run("BEGIN IMMEDIATE");
  for (std::int64_t i = 0; i < 1 + number % 5; ++i) {
    const std::int64_t row = (number * 7919 + i * 1013) % rows;
    const std::string text(row_bytes, static_cast<char>('a' + number % 26));
    database.run("UPDATE answers SET commits = ?2, text = ?3 WHERE answer = ?1", row, number, text);
    model[static_cast<std::size_t>(row)] = number;
  }
  database.run("COMMIT");
}

/// Empty when the file is whole and holds every commit, as a newcomer sees it.
std::string look_at(const sqlite::DatabasePlace& place, const Model& model) {
  Database database(place, Access::read_write);
  database.leave_wal_at_close();
  sqlite::Statement check = database.prepare_once("PRAGMA integrity_check(1)");
  const std::string finding = check.next() ? check.text(0) : "no answer";
  if (finding != "ok") return "integrity_check: " + finding;
  sqlite::Statement row = database.prepare_once("SELECT commits FROM answers ORDER BY answer");
  for (const std::int64_t expected : model) {
    if (!row.next() || row.integer(0) != expected) return "a row has lost commit " + std::to_string(expected);
  }
  return {};
}

void checkpoint_until_over(const sqlite::DatabasePlace& place, StopWatch& watch,
                           std::atomic<std::int64_t>& checkpoints) {
  try {
    Database database(place, Access::read_write);
    database.leave_wal_at_close();
    get_ready(database);
    while (watch.running()) {
      database.checkpoint(CheckpointMode::passive);
      ++checkpoints;
    }
  } catch (const sqlite::Failure& failure) {
    watch.fail(failure.what());
  }
}

void commit_until_over(Database& database, const sqlite::DatabasePlace& place, StopWatch& watch, WalResetTally& tally) {
  Model model(rows, 0);
  try {
    while (watch.running()) {
      commit(database, ++tally.commits, model);
      database.checkpoint(CheckpointMode::passive);
      if (tally.commits % commits_a_check == 0) {
        if (const std::string fault = look_at(place, model); !fault.empty()) return watch.fail(fault);
        ++tally.checks;
      }
      watch.look(tally.commits);
    }
  } catch (const sqlite::Failure& failure) {
    watch.fail(failure.what());
  }
}

}  // namespace

WalResetTally stress_many_connections(const std::filesystem::path& folder, const WalResetLimits& limits) {
  const sqlite::DatabasePlace place{(folder / "many.db").string(), {}};
  Database database(place, Access::read_write);
  database.leave_wal_at_close();
  get_ready(database);
  fill(database);
  StopWatch watch(limits);
  std::atomic<std::int64_t> checkpoints{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < checking_connections; ++i) {
    threads.emplace_back([&] { checkpoint_until_over(place, watch, checkpoints); });
  }
  WalResetTally tally;
  commit_until_over(database, place, watch, tally);
  for (std::thread& thread : threads) thread.join();
  tally.checkpoints = checkpoints + tally.commits;
  tally.seconds = watch.elapsed().count();
  tally.fault = watch.fault();
  return tally;
}

}  // namespace kiosk::sim
