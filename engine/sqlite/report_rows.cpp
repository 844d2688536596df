#include "sqlite/report_rows.hpp"

#include <algorithm>
#include <limits>

#include "base/ensure.hpp"

namespace kiosk::sqlite {

namespace {

constexpr std::int64_t day_ms = 24LL * 3600 * 1000;
constexpr std::int64_t week_ms = 7 * day_ms;
constexpr std::int64_t monday_offset_ms = 3 * day_ms;  // 1970-01-01 was a Thursday
constexpr std::int64_t end_of_time_ms = std::numeric_limits<std::int64_t>::max() / 2;

/// Half-open, in Unix milliseconds; nothing when it does not begin before it ends.
struct Span {
  std::int64_t from_ms = 0;
  std::int64_t to_ms = 0;
};

/// A period cut into what the kept counts cover and the rest at its two ends, which is counted attempt by attempt.
struct Pieces {
  Span weeks;
  Span days_before;
  Span days_after;
  Span rest_before;
  Span rest_after;
};

std::int64_t day_at_or_after(std::int64_t ms) { return (ms + day_ms - 1) / day_ms * day_ms; }
std::int64_t monday_at_or_before(std::int64_t ms) {
  return (ms + monday_offset_ms) / week_ms * week_ms - monday_offset_ms;
}

Pieces pieces_of(const Span& period) {
  const std::int64_t first_day = std::min(day_at_or_after(period.from_ms), period.to_ms);
  const std::int64_t day_after_last = std::max(first_day, period.to_ms / day_ms * day_ms);
  const std::int64_t first_monday = std::min(monday_at_or_before(first_day + week_ms - 1), day_after_last);
  const std::int64_t monday_after_last = std::max(first_monday, monday_at_or_before(day_after_last));
  return {{first_monday, monday_after_last},
          {first_day, first_monday},
          {monday_after_last, day_after_last},
          {period.from_ms, first_day},
          {day_after_last, period.to_ms}};
}

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

/// Parameters: ?1 exam, ?2…?11 the pieces, ?12… regions.
std::string pass_rate_sql(const PassRateQuery& query) {
  const std::string kept =
      "SELECT from_ms AS started_ms, region, language, exam_version, number, started, finished, passed"
      " FROM pass_rate_counts WHERE exam = ?1 AND span_ms = ";
  const std::string single =
      "SELECT started_ms, region, language, exam_version, number, 1, decision IS NOT NULL, decision IS 'pass'"
      " FROM attempts WHERE exam = ?1 AND ";
  std::string sql = "SELECT " + group_expression(query.group_by) +
                    ", sum(started), sum(finished), sum(passed),"
                    " sum(iif(number = 1, started, 0)), sum(iif(number = 1, finished, 0)),"
                    " sum(iif(number = 1, passed, 0)) FROM (" +
                    kept + std::to_string(week_ms) + " AND from_ms >= ?2 AND from_ms < ?3 UNION ALL " +  //
                    kept + std::to_string(day_ms) + " AND from_ms >= ?4 AND from_ms < ?5 UNION ALL " +   //
                    kept + std::to_string(day_ms) + " AND from_ms >= ?6 AND from_ms < ?7 UNION ALL " +   //
                    single + "started_ms >= ?8 AND started_ms < ?9 UNION ALL " +                         //
                    single + "started_ms >= ?10 AND started_ms < ?11)";
  if (!query.regions.empty()) {
    sql += " WHERE region IN (?12";
    for (std::size_t i = 1; i < query.regions.size(); ++i) sql += ", ?" + std::to_string(12 + i);
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
  const Pieces pieces = pieces_of({query.from ? to_unix_ms(*query.from) : 0,  //
                                   query.to ? to_unix_ms(*query.to) : end_of_time_ms});
  bind_value(row, 1, query.exam);
  int parameter = 1;
  for (const Span& span :
       {pieces.weeks, pieces.days_before, pieces.days_after, pieces.rest_before, pieces.rest_after}) {
    bind_value(row, ++parameter, span.from_ms);
    bind_value(row, ++parameter, span.to_ms);
  }
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
