#include "yaml/line_check.hpp"

#include <algorithm>
#include <string>

#include "yaml/check_source.hpp"
#include "yaml/limits.hpp"
#include "yaml/line_findings.hpp"

namespace kiosk::yaml {

namespace {

constexpr std::string_view flow_ends = ",[]{}";

bool is_quote(char c) { return c == '"' || c == '\''; }

/// One line of the text.
class LineCheck {
 public:
  LineCheck(const Source& source, std::size_t index, Report& report)
      : source_(source), start_(source.line_start(index)), line_(source.line(index)), report_(report) {}

  void run() {
    skip_spaces();
    if (ended()) return;
    const bool entry = skip_dashes();
    if (!ended()) read_content(entry);
  }

 private:
  enum class Kind { none, scalar, flow };  ///< none: a problem was reported

  // Where we are.
  bool at_end() const { return at_ >= line_.size(); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < line_.size() ? line_[at_ + ahead] : '\0'; }
  bool space_at(std::size_t i) const { return i >= line_.size() || line_[i] == ' '; }
  bool comment_at(std::size_t i) const {
    return i < line_.size() && line_[i] == '#' && (i == 0 || line_[i - 1] == ' ');
  }
  bool ended() const { return at_end() || comment_at(at_); }
  bool colon_at(std::size_t i) const { return i < line_.size() && line_[i] == ':' && space_at(i + 1); }

  void skip_spaces() {
    while (peek() == ' ') ++at_;
  }

  Kind refuse(std::size_t at, Finding finding) {
    report_.error({&source_, start_ + at}, std::move(finding));
    at_ = line_.size();
    return Kind::none;
  }

  bool fail(std::size_t at, Finding finding) {
    refuse(at, std::move(finding));
    return false;
  }

  /// True when the line is a list entry.
  bool skip_dashes() {
    bool entry = false;
    while (peek() == '-' && space_at(at_ + 1)) {
      entry = true;
      const std::size_t dash = at_++;
      skip_spaces();
      if (ended()) refuse(dash, findings::lone_dash());
    }
    return entry;
  }

  void read_content(bool entry) {
    const std::size_t from = at_;
    const Kind kind = read_value();
    if (kind == Kind::none) return;
    const std::size_t to = at_;
    skip_spaces();
    if (kind == Kind::scalar && colon_at(at_)) {
      ++at_;
      read_field_value();
    } else if (!entry) {
      refuse(from, findings::no_field(line_.substr(from, to - from)));
    } else {
      expect_end();
    }
  }

  void read_field_value() {
    skip_spaces();
    if (ended() || read_value() == Kind::none) return;
    const bool plain_before = !is_quote(line_[at_ - 1]);
    skip_spaces();
    if (colon_at(at_) && plain_before) {
      refuse(at_, findings::colon_in_text());
    } else {
      expect_end();
    }
  }

  void expect_end() {
    if (!ended()) refuse(at_, findings::text_after_value());
  }

  Kind read_value() {
    if (peek() == '[' || peek() == '{') return read_flow();
    return read_scalar(false);
  }

  Kind read_scalar(bool in_flow) {
    if (is_quote(peek())) return read_quoted();
    if (const auto finding = findings::no_plain_start(line_.substr(at_), in_flow)) return refuse(at_, *finding);
    while (!plain_ends(in_flow)) ++at_;
    while (line_[at_ - 1] == ' ') --at_;
    return Kind::scalar;
  }

  bool plain_ends(bool in_flow) const {
    if (ended() || colon_at(at_)) return true;
    if (!in_flow) return false;
    const bool colon_before_end = peek() == ':' && flow_ends.find(peek(1)) != std::string_view::npos;
    return flow_ends.find(peek()) != std::string_view::npos || colon_before_end;
  }

  Kind read_quoted() {
    const auto close = closing_quote(line_, at_);
    if (!close) return refuse(at_, findings::open_quote());
    at_ = *close + 1;
    return Kind::scalar;
  }

  /// A whole list or map in brackets; commas and colons are judged by the parser.
  Kind read_flow() {
    const std::size_t from = at_;
    std::string open;  // the brackets that would close what is open
    do {
      skip_spaces();
      if (ended()) return refuse(from, findings::open_bracket());
      if (!read_flow_token(open)) return Kind::none;
    } while (!open.empty());
    return Kind::flow;
  }

  bool read_flow_token(std::string& open) {
    const char c = peek();
    if (c == '[' || c == '{') {
      open.push_back(c == '[' ? ']' : '}');
      ++at_;
      return open.size() <= limits::depth || fail(at_ - 1, findings::too_deep());
    }
    if (c == ']' || c == '}') {
      if (open.back() != c) return fail(at_, findings::wrong_bracket(open.back()));
      open.pop_back();
      ++at_;
      return true;
    }
    if (c == ',' || colon_at(at_)) {
      ++at_;
      return true;
    }
    return read_flow_scalar();
  }

  bool read_flow_scalar() {
    const std::size_t from = at_;
    const bool quoted = is_quote(peek());
    if (read_scalar(true) == Kind::none) return false;
    const std::string_view text = line_.substr(from, at_ - from);
    if (!quoted && text.find('?') != std::string_view::npos) return fail(from, findings::question_mark());
    skip_spaces();
    if (peek() == ':') {
      ++at_;
      return true;
    }
    if (ended() || flow_ends.find(peek()) != std::string_view::npos) return true;
    return fail(at_, findings::text_after_value());
  }

  const Source& source_;
  std::size_t start_;
  std::string_view line_;
  Report& report_;
  std::size_t at_ = 0;
};

bool is_blank_or_comment(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  return first == std::string_view::npos || line[first] == '#';
}

/// Index of the first line that is not blank, comment or `---`; `line_count` when there is none.
std::size_t first_content_line(const Source& source) {
  bool marker = false;
  for (std::size_t i = 0; i < source.line_count(); ++i) {
    if (is_blank_or_comment(source.line(i))) continue;
    if (source.line(i) != "---" || marker) return i;
    marker = true;
  }
  return source.line_count();
}

bool is_marker(std::string_view line) {
  const bool three = line.starts_with("---") || line.starts_with("...");
  return three && (line.size() == 3 || line[3] == ' ');
}

void check_line(const Source& source, std::size_t index, Report& report) {
  const std::string_view line = source.line(index);
  if (std::any_of(line.begin(), line.end(), is_control)) return;  // reported by check_layout
  if (is_marker(line)) {
    report.error({&source, source.line_start(index)}, findings::document_marker());
  } else if (line.starts_with('%')) {
    report.error({&source, source.line_start(index)}, findings::directive());
  } else {
    LineCheck(source, index, report).run();
  }
}

}  // namespace

std::optional<std::size_t> closing_quote(std::string_view line, std::size_t open) {
  const char quote = line[open];
  for (std::size_t i = open + 1; i < line.size(); ++i) {
    if (quote == '"' && line[i] == '\\') {
      ++i;
    } else if (line[i] == quote) {
      if (quote == '"' || i + 1 >= line.size() || line[i + 1] != '\'') return i;
      ++i;  // '' stands for one quote
    }
  }
  return std::nullopt;
}

void check_lines(const Source& source, Report& report) {
  const std::size_t first = first_content_line(source);
  const bool empty = first == source.line_count();
  if (empty || !source.line(first).starts_with("schema:")) {
    const std::size_t at = empty ? source.text().size() : source.line_start(first);
    report.error({&source, at}, findings::no_schema(empty));
    return;
  }
  for (std::size_t i = first; i < source.line_count(); ++i) check_line(source, i, report);
}

}  // namespace kiosk::yaml
