#include "perf/bulk.hpp"

#include <sqlite3.h>

#include <stdexcept>

namespace kiosk::perf {

namespace {

class BulkDatabase {
 public:
  explicit BulkDatabase(const std::filesystem::path& data) {
    check(sqlite3_open((data / "kiosk.db").c_str(), &database_));
  }
  ~BulkDatabase() { sqlite3_close(database_); }
  BulkDatabase(const BulkDatabase&) = delete;
  BulkDatabase& operator=(const BulkDatabase&) = delete;

  void run(const std::string& sql) { check(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr)); }

  std::vector<RegionCounts> regions(const std::string& sql) {
    sqlite3_stmt* rows = nullptr;
    check(sqlite3_prepare_v2(database_, sql.c_str(), -1, &rows, nullptr));
    std::vector<RegionCounts> counts;
    while (sqlite3_step(rows) == SQLITE_ROW) {
      counts.push_back({reinterpret_cast<const char*>(sqlite3_column_text(rows, 0)), sqlite3_column_int64(rows, 1),
                        sqlite3_column_int64(rows, 2), sqlite3_column_int64(rows, 3)});
    }
    sqlite3_finalize(rows);
    return counts;
  }

 private:
  void check(int code) {
    if (code != SQLITE_OK) throw std::runtime_error(std::string{"bulk rows: "} + sqlite3_errmsg(database_));
  }

  sqlite3* database_ = nullptr;
};

std::string quoted(const std::string& text) { return "'" + text + "'"; }

/// A year of starts, evenly spread, before a fixed day.
constexpr const char* attempts_sql = R"sql(
INSERT INTO applicants (applicant, public_id, partner_id, region, language, registered_ms)
  SELECT 1000000 + n, 'bulk-' || n, 'bulk-partner-' || n, code, 'en', 0
  FROM bulk JOIN bulk_regions ON bulk_regions.k = n % (SELECT count(*) FROM bulk_regions);
INSERT INTO attempts (attempt, public_id, applicant, exam, exam_version, number, state, time_limit_s, grace_s,
    prepared_lapse_s, late_evidence_s, extension_s, prepared_ms, started_ms, ended_ms, epoch, last_revision, due_ms,
    region, language, decision)
  SELECT 1000000 + n, 'bulk-attempt-' || n, 1000000 + n, exam, version, 1 + n / 7 % 3, 'submitted', 2400, 15, 3600,
    86400, 0, start_ms, start_ms, start_ms + 1500000, 1, 40, NULL, region, iif(n / 3 % 2, 'en', 'zh-CN'),
    iif(n % 10 < 7, 'pass', 'fail')
  FROM (SELECT n, 1760000000000 + n * 31536000000 / (SELECT count(*) FROM bulk) AS start_ms, region
        FROM bulk JOIN applicants ON applicant = 1000000 + n), bulk_exam;
)sql";

constexpr const char* responses_sql = R"sql(
INSERT INTO response_changes
  SELECT attempt, i, printf('item%04d', i), 1, i, '{"choice":"b"}', 0, i * 30000, started_ms + i * 30000
  FROM attempts JOIN bulk_items WHERE attempt >= 1000000;
INSERT INTO responses
  SELECT attempt, printf('item%04d', i), 1, i, '{"choice":"b"}', 0, i * 30000, started_ms + i * 30000
  FROM attempts JOIN bulk_items WHERE attempt >= 1000000;
)sql";

std::string numbers(const std::string& name, std::int64_t first, std::int64_t last) {
  return "INSERT INTO " + name + " WITH RECURSIVE up(n) AS (SELECT " + std::to_string(first) +
         " UNION ALL SELECT n + 1 FROM up WHERE n < " + std::to_string(last) + ") SELECT n FROM up;";
}

}  // namespace

void add_attempts(const std::filesystem::path& data, const BulkAttempts& bulk) {
  BulkDatabase database(data);
  // Only this filling may forget its syncs: nobody relies on it yet.
  database.run("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN;");
  database.run("CREATE TEMP TABLE bulk (n INTEGER PRIMARY KEY);" + numbers("bulk", 1, bulk.count));
  database.run("CREATE TEMP TABLE bulk_exam AS SELECT " + quoted(bulk.exam) + " AS exam, " + quoted(bulk.exam_version) +
               " AS version; CREATE TEMP TABLE bulk_regions (k INTEGER PRIMARY KEY, code TEXT);");
  for (std::size_t k = 0; k < bulk.regions.size(); ++k) {
    database.run("INSERT INTO bulk_regions VALUES (" + std::to_string(k) + ", " + quoted(bulk.regions[k]) + ")");
  }
  database.run(attempts_sql);
  if (bulk.responses > 0) {
    database.run("CREATE TEMP TABLE bulk_items (i INTEGER PRIMARY KEY);" + numbers("bulk_items", 1, bulk.responses));
    database.run(responses_sql);
  }
  database.run("COMMIT; PRAGMA wal_checkpoint(TRUNCATE);");
}

std::vector<RegionCounts> count_by_region(const std::filesystem::path& data, const std::string& exam,
                                          std::int64_t from_ms, std::int64_t to_ms) {
  return BulkDatabase(data).regions(
      "SELECT region, count(*), count(decision), count(*) FILTER (WHERE decision = 'pass') FROM attempts WHERE exam "
      "= " +
      quoted(exam) + " AND started_ms >= " + std::to_string(from_ms) + " AND started_ms < " + std::to_string(to_ms) +
      " GROUP BY 1 ORDER BY 1");
}

}  // namespace kiosk::perf
