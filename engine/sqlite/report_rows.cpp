#include "sqlite/report_rows.hpp"

#include <algorithm>

#include "base/ensure.hpp"

namespace kiosk::sqlite {

namespace {

constexpr std::int64_t day_ms = 24LL * 3600 * 1000;
constexpr std::int64_t week_ms = 7 * day_ms;
constexpr std::int64_t eight_weeks_ms = 8 * week_ms;
constexpr std::int64_t monday_offset_ms = 3 * day_ms;  // 1970-01-01 was a Thursday

/// Half-open, in Unix milliseconds.
struct Period {
  std::int64_t from_ms = 0;
  std::int64_t to_ms = 0;

  bool is_empty() const { return from_ms >= to_ms; }
};

/// Where nothing is left out: spans of every length begin and end there.
constexpr Period all_time{-monday_offset_ms, 100'000 * eight_weeks_ms - monday_offset_ms};

/// A part of a period and the length of the kept spans that cover it; 0: it is counted attempt by attempt.
struct Piece {
  std::int64_t span_ms = 0;
  Period period;
};

/// Days begin at midnight, longer spans on Mondays.
std::int64_t offset_of(std::int64_t span_ms) { return span_ms == day_ms ? 0 : monday_offset_ms; }

/// The whole spans within a period; empty when there is none.
Period whole_spans(const Period& period, std::int64_t span_ms) {
  const std::int64_t offset = offset_of(span_ms);
  return {(period.from_ms + offset + span_ms - 1) / span_ms * span_ms - offset,
          (period.to_ms + offset) / span_ms * span_ms - offset};
}

/// Whether the report needs no regions: then its weeks stand together, region by region they are many.
bool is_over_all_regions(const PassRateQuery& query) {
  return query.regions.empty() && query.group_by != PassRateGroup::region;
}

std::int64_t longest_span(const PassRateQuery& query) {
  return query.group_by == PassRateGroup::week || is_over_all_regions(query) ? week_ms : eight_weeks_ms;
}

/// Covers the period with the longest spans that fit, then with shorter ones at its two ends.
std::vector<Piece> pieces_of(const Period& period, std::int64_t longest_span_ms) {
  std::vector<Piece> pieces;
  std::vector<Period> rest{period};
  for (const std::int64_t span_ms : {eight_weeks_ms, week_ms, day_ms}) {
    if (span_ms > longest_span_ms) continue;
    std::vector<Period> ends;
    for (const Period& part : rest) {
      const Period whole = whole_spans(part, span_ms);
      if (whole.is_empty()) {
        ends.push_back(part);
        continue;
      }
      pieces.push_back({span_ms, whole});
      ends.push_back({part.from_ms, whole.from_ms});
      ends.push_back({whole.to_ms, part.to_ms});
    }
    rest = std::move(ends);
  }
  for (const Period& part : rest) pieces.push_back({0, part});
  std::erase_if(pieces, [](const Piece& piece) { return piece.period.is_empty(); });
  return pieces;
}

/// SQL of the value that attempts are grouped and ordered by.
std::string group_expression(PassRateGroup group) {
  switch (group) {
    case PassRateGroup::region: return "region";
    case PassRateGroup::language: return "language";
    case PassRateGroup::week:
      return "(time_ms + " + std::to_string(monday_offset_ms) + ") / " + std::to_string(week_ms);
    case PassRateGroup::attempt: return "number";
    case PassRateGroup::version: return "exam_version";
  }
  ENSURE(false, "a group of no kind");
}

/// The rows that a piece counts, without its WHERE. Attempts are counted one by one where no kept span fits.
std::string piece_sql(const Piece& piece, bool over_all_regions) {
  constexpr const char* kept = "started, finished, passed FROM ";
  if (piece.span_ms == 0) {
    return "SELECT started_ms AS time_ms, region, language, exam_version, number, 1 AS started,"
           " decision IS NOT NULL AS finished, decision IS 'pass' AS passed FROM attempts WHERE exam = ?1";
  }
  if (piece.span_ms == week_ms && over_all_regions) {
    return std::string{"SELECT from_ms AS time_ms, NULL AS region, language, exam_version, number, "} + kept +
           "pass_rate_weeks WHERE exam = ?1";
  }
  return std::string{"SELECT from_ms AS time_ms, region, language, exam_version, number, "} + kept +
         "pass_rate_counts WHERE exam = ?1 AND span_ms = " + std::to_string(piece.span_ms);
}

/// Parameters: ?1 exam, then two for each piece, then the regions. Rows: group, whether they are first attempts,
/// counts.
std::string pass_rate_sql(const PassRateQuery& query, const std::vector<Piece>& pieces) {
  int parameter = 1;
  const auto next = [&parameter] { return "?" + std::to_string(++parameter); };
  std::string sql;
  for (const Piece& piece : pieces) {
    const std::string time = piece.span_ms == 0 ? "started_ms" : "from_ms";
    sql += (sql.empty() ? "" : " UNION ALL ") + piece_sql(piece, is_over_all_regions(query));
    sql += " AND " + time + " >= " + next();
    sql += " AND " + time + " < " + next();
  }
  sql = "SELECT " + group_expression(query.group_by) + ", number = 1, sum(started), sum(finished), sum(passed) FROM (" +
        sql + ")";
  for (std::size_t i = 0; i < query.regions.size(); ++i) sql += (i == 0 ? " WHERE region IN (" : ", ") + next();
  if (!query.regions.empty()) sql += ")";
  return sql + " GROUP BY 1, 2 ORDER BY 1";
}

std::string group_name(PassRateGroup group, const Statement& row) {
  if (group != PassRateGroup::week) return row.text(0);
  return iso_week(from_unix_ms(row.integer(0) * week_ms - monday_offset_ms));
}

}  // namespace

std::vector<PassRateRow> SqliteReportRows::pass_rates(const PassRateQuery& query) const {
  const Period period{query.from ? to_unix_ms(*query.from) : all_time.from_ms,
                      query.to ? to_unix_ms(*query.to) : all_time.to_ms};
  const std::vector<Piece> pieces = pieces_of(period, longest_span(query));
  if (pieces.empty()) return {};

  Statement row = database_.prepare_once(pass_rate_sql(query, pieces));
  int parameter = 0;
  bind_value(row, ++parameter, query.exam);
  for (const Piece& piece : pieces) {
    bind_value(row, ++parameter, piece.period.from_ms);
    bind_value(row, ++parameter, piece.period.to_ms);
  }
  for (const std::string& region : query.regions) bind_value(row, ++parameter, region);

  std::vector<PassRateRow> rows;
  while (row.next()) {
    std::string group = group_name(query.group_by, row);
    if (rows.empty() || rows.back().group != group) rows.push_back({std::move(group), {}, {}});
    const PassCounts counts{row.integer(2), row.integer(3), row.integer(4)};
    rows.back().attempts += counts;
    if (row.integer(1) != 0) rows.back().first_attempts += counts;
  }
  return rows;
}

}  // namespace kiosk::sqlite
