#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/problem.hpp"
#include "yaml/source.hpp"

namespace kiosk::yaml {

/// The words of a problem.
struct Finding {
  std::string_view rule;  ///< a literal
  std::string what;
  std::string why;
  std::string how;
};

/// Collects problems of any number of files. Of each file it keeps at most `shown_per_file` errors and as many
/// warnings and only counts the rest, so that a file full of faults costs no memory.
class Report {
 public:
  static constexpr std::size_t shown_per_file = 50;

  void error(Place place, Finding finding) { add(Severity::error, place, std::move(finding)); }
  void warning(Place place, Finding finding) { add(Severity::warning, place, std::move(finding)); }
  /// Concerns the set of files, not a place in one.
  void error_without_place(Finding finding);

  /// False when further errors or warnings of the file would only be counted: spares the search for suggestions.
  bool keeps_errors(Place place) const;
  bool keeps_warnings(Place place) const;

  std::size_t error_count() const { return errors_; }
  std::size_t warning_count() const { return warnings_; }

  /// In the order of the lines of each file, files in order of their names. When a file has more than
  /// `shown_per_file` problems, errors go first into that number, and a last problem `more-problems` says how many
  /// are not shown.
  std::vector<Problem> problems() const;

 private:
  struct PerFile {
    std::vector<Problem> errors;
    std::vector<Problem> warnings;
    std::size_t error_count = 0;
    std::size_t warning_count = 0;
  };

  void add(Severity severity, Place place, Finding finding);
  static std::vector<Problem> shown(const std::string& file, const PerFile& found);

  std::map<std::string, PerFile> files_;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
};

/// True when nothing but warnings was added since the guard was made.
class ErrorMark {
 public:
  explicit ErrorMark(const Report& report) : report_(report), before_(report.error_count()) {}
  bool clean() const { return report_.error_count() == before_; }

 private:
  const Report& report_;
  std::size_t before_;
};

}  // namespace kiosk::yaml
