#include <thread>

#include "sim/wal_reset/stop_watch.hpp"
#include "sqlite/database.hpp"

namespace kiosk::sim {

namespace {

using sqlite::Access;
using sqlite::CheckpointMode;
using sqlite::Database;

constexpr int rows = 400;
constexpr int checking_connections = 2;
constexpr std::int64_t commits_a_check = 2000;

/// Settings of a program that does not know of the race.
void get_ready(Database& database) {
  database.run_script(
      "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
      "PRAGMA wal_autocheckpoint = 0;");
}

void fill(Database& database) {
  database.run_script(
      "CREATE TABLE answers (answer INTEGER PRIMARY KEY, commits INTEGER NOT NULL, text TEXT NOT NULL)");
  database.run_script("CREATE INDEX answers_by_commit ON answers (commits)");
  for (int row = 0; row < rows; ++row) database.run("INSERT INTO answers VALUES (?1, 0, '')", row);
}

void commit(Database& database, std::int64_t number) {
  database.run("BEGIN IMMEDIATE");
  for (std::int64_t i = 0; i < 3; ++i) {
    const std::string text(static_cast<std::size_t>(100 + (number * 7 + i) % 400), 'x');
    database.run("UPDATE answers SET commits = ?2, text = ?3 WHERE answer = ?1", (number * 31 + i * 97) % rows, number,
                 text);
  }
  database.run("COMMIT");
}

/// Empty when the file is whole and holds the latest commit, as a newcomer sees it.
std::string look_at(const sqlite::DatabasePlace& place, std::int64_t commits) {
  Database database(place, Access::read_write);
  database.leave_wal_at_close();
  sqlite::Statement check = database.prepare_once("PRAGMA integrity_check(1)");
  const std::string finding = check.next() ? check.text(0) : "no answer";
  if (finding != "ok") return "integrity_check: " + finding;
  sqlite::Statement latest = database.prepare_once("SELECT max(commits) FROM answers");
  if (latest.next() && latest.integer(0) == commits) return {};
  return "commits are missing: the latest is not " + std::to_string(commits);
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
  try {
    while (watch.running()) {
      commit(database, ++tally.commits);
      database.checkpoint(CheckpointMode::passive);
      if (tally.commits % commits_a_check == 0) {
        if (const std::string fault = look_at(place, tally.commits); !fault.empty()) return watch.fail(fault);
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
