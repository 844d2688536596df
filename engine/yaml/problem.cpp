#include "yaml/problem.hpp"

#include "yaml/utf8.hpp"

namespace kiosk::yaml {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::string_view wide_space = "\xE3\x80\x80";

/// Malformed bytes and refused characters become U+FFFD.
std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    const bool fine = point.valid && refused_class(point.value).empty();
    if (point.value == U'\t') {
      out += ' ';
    } else {
      out += fine ? text.substr(at, point.length) : replacement;
    }
    at += point.length;
  }
  return out;
}

/// Blanks as wide as the first `characters` of the line, so that the caret stands below its character also in Chinese.
std::string blanks_below(std::string_view line, int characters) {
  std::string out;
  std::size_t at = 0;
  for (int i = 0; i < characters && at < line.size(); ++i) {
    const CodePoint point = decode_utf8(line, at);
    out += is_wide(point.value) ? wide_space : " ";
    at += point.length;
  }
  return out;
}

std::string place_text(const Problem& problem) {
  std::string text = problem.file;
  if (problem.line > 0) text += ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column);
  return text.empty() ? text : text + ": ";
}

}  // namespace

std::string_view severity_name(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

std::string message(const Problem& problem) {
  std::string text = problem.what;
  if (!problem.why.empty()) text += "; " + problem.why;
  if (!problem.how.empty()) text += "; " + problem.how;
  return text;
}

std::string to_text(const Problem& problem) {
  std::string text = place_text(problem);
  text += severity_name(problem.severity);
  text += ": " + message(problem) + " [" + problem.rule + "]";
  text = printable(text) + "\n";
  if (problem.line > 0) {
    const std::string line = printable(problem.source_line);
    text += "  " + line + "\n  " + blanks_below(line, problem.caret) + "^\n";
  }
  return text;
}

}  // namespace kiosk::yaml
