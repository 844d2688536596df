#include "yaml/line_findings.hpp"

#include <string>

#include "yaml/limits.hpp"

namespace kiosk::yaml::findings {

namespace {

constexpr const char* quote_it = "put the text in quotes: \"…\"";

/// Indicators that mean something only when a blank or the end of the line follows.
std::optional<Finding> no_word_start(char first) {
  switch (first) {
    case '-':
      return Finding{"dash-in-line", "`-` in the middle of a line", "each entry of a list stands on its own line",
                     "begin a new line, indented, or write [a, b]"};
    case '?':
      return Finding{"complex-name", "`? ` begins a composed name", "names are single words", "write name: value"};
    case ':':
      return Finding{"missing-name", "there is no name before `:`", "each value has a name", "write name: value"};
    default: return std::nullopt;
  }
}

}  // namespace

Finding no_schema(bool empty_file) {
  return {"schema-first", empty_file ? "the file is empty" : "the file does not begin with `schema:`",
          "the first line (after comments) says what the file is", "begin with, for example, schema: kiosk-bank/1"};
}

Finding document_marker() {
  return {"second-document", "`---` or `...` separates documents", "a file holds one document; the rest would be lost",
          "delete the line, or put what follows into a file of its own"};
}

Finding directive() {
  return {"directive", "a line that begins with `%` is a YAML directive", "directives are not used here",
          "delete the line"};
}

Finding lone_dash() {
  return {"lone-dash", "nothing stands behind the `-`", "an entry begins on the line of its dash",
          "write - id: …, or delete the dash"};
}

Finding no_field(std::string_view text) {
  std::string how = "write name: \"value\"; a text must end on the line it begins on";
  if (text.starts_with('-')) {
    how = "write a space after the dash";
  } else if (text.find(':') != std::string_view::npos && text.find('"') != 0) {
    how = "write a space after the colon";
  }
  return {"no-field", "this line is neither `name: value` nor `- entry`",
          "YAML would join it to the text of another line", std::move(how)};
}

Finding colon_in_text() {
  return {"colon-in-text", "the text holds `: `", "YAML takes what stands before it for a name", quote_it};
}

Finding text_after_value() {
  return {"text-after-value", "something follows after the end of the value",
          "a quote inside a text ends it, and a comment needs a space before `#`",
          R"(write \" for a quote inside double quotes, '' inside single quotes)"};
}

Finding open_quote() {
  return {"open-quote", "the quote is not closed on this line", "it would swallow the lines below",
          "close it at the end of the text, on the same line"};
}

Finding open_bracket() {
  return {"open-bracket", "the bracket is not closed on this line", "a list or map in brackets stands on one line",
          "close it, or write one indented line for each entry"};
}

Finding wrong_bracket(char expected) {
  return {"wrong-bracket", "this bracket closes none that is open", "brackets close in the reverse order",
          std::string{"write `"} + expected + "` here"};
}

Finding too_deep() {
  return {"too-deep", "more than " + std::to_string(limits::depth) + " levels in one another",
          "no content is that deep", "look for a bracket or an indentation too many"};
}

Finding question_mark() {
  return {"reserved-character", "a plain text in brackets holds `?`", "YAML gives it a meaning there", quote_it};
}

std::optional<Finding> no_plain_start(std::string_view rest, bool in_flow) {
  const char first = rest.front();
  switch (first) {
    case '&': return Finding{"anchor", "`&` makes an anchor", "anchors are not used here", quote_it};
    case '*': return Finding{"alias", "`*` makes an alias", "aliases are not used here", quote_it};
    case '!': return Finding{"tag", "`!` makes a tag", "tags are not used here", quote_it};
    case '|':
    case '>':
      return Finding{"block-text", "`|` and `>` begin a text over several lines", "a text stands on one line",
                     "write it in quotes on one line"};
    case '#':
    case '%':
    case '@':
    case '`':
    case ',':
    case '[':
    case ']':
    case '{':
    case '}':
      return Finding{"reserved-character", std::string{"a plain text cannot begin with `"} + first + "`",
                     "YAML gives the character a meaning", quote_it};
    default: break;
  }
  const bool alone = rest.size() == 1 || rest[1] == ' ';
  const bool before_flow_end =
      in_flow && rest.size() > 1 && std::string_view{",[]{}"}.find(rest[1]) != std::string_view::npos;
  return alone || before_flow_end ? no_word_start(first) : std::nullopt;
}

}  // namespace kiosk::yaml::findings
