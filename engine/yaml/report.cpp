#include "yaml/report.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "yaml/utf8.hpp"

namespace kiosk::yaml {

namespace {

constexpr std::size_t longest_excerpt_bytes = 300;
constexpr std::size_t before_place_bytes = 120;

/// Moves `at` back to the first byte of its character.
std::size_t character_start(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) --at;
  return at;
}

void set_excerpt(Problem& problem, std::string_view line, std::size_t in_line) {
  in_line = std::min(in_line, line.size());
  std::size_t from = 0;
  if (line.size() > longest_excerpt_bytes && in_line > before_place_bytes) {
    from = character_start(line, in_line - before_place_bytes);
  }
  const std::size_t to = character_start(line, std::min(line.size(), from + longest_excerpt_bytes));
  problem.source_line = line.substr(from, to - from);
  problem.caret = count_characters(line.substr(from, in_line - from));
}

bool is_before(const Problem& left, const Problem& right) {
  return std::tie(left.line, left.column) < std::tie(right.line, right.column);
}

Problem more_problems(const std::string& file, std::size_t errors, std::size_t warnings) {
  Problem problem;
  problem.file = file;
  problem.severity = errors > 0 ? Severity::error : Severity::warning;
  problem.rule = "more-problems";
  problem.what =
      "and " + std::to_string(errors) + " more errors and " + std::to_string(warnings) + " more warnings in this file";
  problem.why = "at most " + std::to_string(Report::shown_per_file) + " are shown";
  problem.how = "mend these first, then check again";
  return problem;
}

}  // namespace

void Report::add(Severity severity, Place place, Finding finding) {
  const bool is_error = severity == Severity::error;
  PerFile& file = files_[place.source->file()];
  ++(is_error ? errors_ : warnings_);
  ++(is_error ? file.error_count : file.warning_count);
  std::vector<Problem>& kept = is_error ? file.errors : file.warnings;
  if (kept.size() >= shown_per_file) return;

  const auto [line, column] = place.source->position(place.offset);
  Problem problem{place.source->file(),
                  line,
                  column,
                  severity,
                  std::string{finding.rule},
                  std::move(finding.what),
                  std::move(finding.why),
                  std::move(finding.how),
                  {},
                  0};
  const std::size_t index = place.source->line_of(place.offset);
  set_excerpt(problem, place.source->line(index), place.offset - place.source->line_start(index));
  kept.push_back(std::move(problem));
}

void Report::error_without_place(Finding finding) {
  ++errors_;
  PerFile& set = files_[std::string{}];
  ++set.error_count;
  Problem problem;
  problem.rule = finding.rule;
  problem.what = std::move(finding.what);
  problem.why = std::move(finding.why);
  problem.how = std::move(finding.how);
  set.errors.push_back(std::move(problem));
}

bool Report::keeps_errors(Place place) const {
  const auto file = files_.find(place.source->file());
  return file == files_.end() || file->second.errors.size() < shown_per_file;
}

bool Report::keeps_warnings(Place place) const {
  const auto file = files_.find(place.source->file());
  return file == files_.end() || file->second.warnings.size() < shown_per_file;
}

std::vector<Problem> Report::shown(const std::string& file, const PerFile& found) {
  std::vector<Problem> list = found.errors;
  const std::size_t room = shown_per_file - std::min(shown_per_file, list.size());
  const std::size_t warnings = std::min(room, found.warnings.size());
  list.insert(list.end(), found.warnings.begin(), found.warnings.begin() + static_cast<std::ptrdiff_t>(warnings));
  std::stable_sort(list.begin(), list.end(), is_before);
  const std::size_t more_errors = found.error_count - found.errors.size();
  const std::size_t more_warnings = found.warning_count - warnings;
  if (more_errors + more_warnings > 0) list.push_back(more_problems(file, more_errors, more_warnings));
  return list;
}

std::vector<Problem> Report::problems() const {
  std::vector<Problem> all;
  for (const auto& [file, found] : files_) {
    std::vector<Problem> list = shown(file, found);
    std::move(list.begin(), list.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace kiosk::yaml
