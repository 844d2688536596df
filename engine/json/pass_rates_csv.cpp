#include <array>
#include <charconv>
#include <set>

#include "json/pass_rates.hpp"

namespace kiosk::json {

namespace {

/// What a spreadsheet takes for the beginning of a formula (hardening.md §7): the full-width forms too.
constexpr std::array<std::string_view, 10> formula_starts{"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};

std::string cell(std::string_view text) {
  std::string content;
  for (const std::string_view start : formula_starts) {
    if (text.starts_with(start)) content = "'";
  }
  content += text;
  if (content.find_first_of(",\"\r\n") == std::string::npos) return content;
  std::string quoted = "\"";
  for (const char c : content) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string number(double value) {
  std::array<char, 32> digits{};
  const std::to_chars_result result = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return {digits.data(), result.ptr};
}

void append_counts(std::string& line, const PassCounts& counts) {
  for (const std::int64_t count : {counts.started, counts.finished, counts.passed}) line += ',' + std::to_string(count);
  const std::optional<double> rate = pass_rate(counts);
  const std::optional<Interval> interval = wilson_interval(counts.passed, counts.finished);
  if (!rate || !interval) {
    line += ",,,";
    return;
  }
  for (const double value : {*rate, interval->low, interval->high}) line += ',' + number(value);
}

using Labels = std::vector<std::pair<std::string, LocalizedText>>;

std::set<Language> languages_of(const Labels& labels) {
  std::set<Language> languages;
  for (const auto& [group, text] : labels) {
    for (const auto& [language, words] : text) languages.insert(language);
  }
  return languages;
}

std::string label(const Labels& labels, const std::string& group, const Language& language) {
  for (const auto& [candidate, text] : labels) {
    const auto words = text.find(language);
    if (candidate == group && words != text.end()) return words->second;
  }
  return {};
}

std::string column_names(const PassRateReport& report, const std::set<Language>& languages) {
  std::string line{group_name(report.group_by)};
  for (const Language& language : languages) line += "," + cell("name_" + language);
  for (const std::string prefix : {"", "first_"}) {
    for (const std::string column : {"started", "finished", "passed", "pass_rate", "interval_low", "interval_high"}) {
      line += "," + prefix + column;
    }
  }
  return line + "\r\n";
}

}  // namespace

std::string write_pass_rates_csv(const PassRateReport& report) {
  const std::set<Language> languages = languages_of(report.labels);
  std::string text = "\xEF\xBB\xBF" + column_names(report, languages);
  const auto append = [&](const std::string& group, const PassRateRow& row) {
    text += cell(group);
    for (const Language& language : languages) text += "," + cell(label(report.labels, group, language));
    append_counts(text, row.attempts);
    append_counts(text, row.first_attempts);
    text += "\r\n";
  };
  for (const PassRateRow& row : report.rows) append(row.group, row);
  append("total", report.totals);
  return text;
}

}  // namespace kiosk::json
