#include "sqlite/report_rows.hpp"

#include <limits>

#include "base/ensure.hpp"

namespace kiosk::sqlite {

namespace {

constexpr std::int64_t week_ms = 7LL * 24 * 3600 * 1000;
constexpr std::int64_t monday_offset_ms = 3LL * 24 * 3600 * 1000;  // 1970-01-01 was a Thursday

/// SQL of the value that attempts are grouped and ordered by.
std::string group_expression(PassRateGroup group) {
  switch (group) {
    case PassRateGroup::region: return "region";
    case PassRateGroup::language: return "language";
    case PassRateGroup::week:
      return "(started_ms + " + std::to_string(monday_offset_ms) + ") / " + std::to_string(week_ms);
    case PassRateGroup::attempt: return "number";
    case PassRateGroup::version: return "exam_version";
  }
  ENSURE(false, "a group of no kind");
}

/// Parameters: ?1 exam, ?2 first instant, ?3 instant after the last, ?4… regions.
std::string pass_rate_sql(const PassRateQuery& query) {
  std::string sql = "SELECT " + group_expression(query.group_by) +
                    ", count(*), count(decision), count(*) FILTER (WHERE decision = 'pass'),"
                    " count(*) FILTER (WHERE number = 1),"
                    " count(decision) FILTER (WHERE number = 1),"
                    " count(*) FILTER (WHERE number = 1 AND decision = 'pass')"
                    " FROM attempts WHERE exam = ?1 AND started_ms >= ?2 AND started_ms < ?3";
  if (!query.regions.empty()) {
    sql += " AND region IN (?4";
    for (std::size_t i = 1; i < query.regions.size(); ++i) sql += ", ?" + std::to_string(4 + i);
    sql += ")";
  }
  return sql + " GROUP BY 1 ORDER BY 1";
}

std::string group_name(PassRateGroup group, const Statement& row) {
  if (group != PassRateGroup::week) return row.text(0);
  return iso_week(from_unix_ms(row.integer(0) * week_ms - monday_offset_ms));
}

}  // namespace

std::vector<PassRateRow> SqliteReportRows::pass_rates(const PassRateQuery& query) const {
  Statement row = database_.prepare_once(pass_rate_sql(query));
  bind_value(row, 1, query.exam);
  bind_value(row, 2, query.from ? to_unix_ms(*query.from) : 0);
  bind_value(row, 3, query.to ? to_unix_ms(*query.to) : std::numeric_limits<std::int64_t>::max());
  int parameter = 3;
  for (const std::string& region : query.regions) bind_value(row, ++parameter, region);

  std::vector<PassRateRow> rows;
  while (row.next()) {
    rows.push_back({group_name(query.group_by, row),
                    {row.integer(1), row.integer(2), row.integer(3)},
                    {row.integer(4), row.integer(5), row.integer(6)}});
  }
  return rows;
}

}  // namespace kiosk::sqlite
