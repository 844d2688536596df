#pragma once

#include <string>
#include <string_view>

namespace kiosk::yaml {

/// Errors keep content from being loaded; warnings do not.
enum class Severity { error, warning };

/// `error` or `warning`.
std::string_view severity_name(Severity severity);

/// One thing that is wrong in a file, and how to write it right.
struct Problem {
  std::string file;  ///< path as it was given
  int line = 0;      ///< from 1; 0: concerns the file or the set of files as a whole
  int column = 0;    ///< in characters (code points), from 1; 0 when line is 0
  Severity severity = Severity::error;
  std::string rule;  ///< stable kebab-case name; README.md lists all
  std::string what;
  std::string why;
  std::string how;
  std::string source_line;  ///< the line or the part of a long line around the column
  int caret = 0;            ///< characters of `source_line` before the place
};

/// `what; why; how`.
std::string message(const Problem& problem);

/// `file:line:column: error: what; why; how [rule]`, then the source line and a caret below the place. Ends with a
/// newline. Characters that could steer a terminal are shown as U+FFFD.
std::string to_text(const Problem& problem);

}  // namespace kiosk::yaml
