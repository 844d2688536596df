#include "yaml/scalars.hpp"

#include <algorithm>

#include "yaml/fields.hpp"
#include "yaml/language_tag.hpp"
#include "yaml/nearest.hpp"
#include "yaml/text_check.hpp"

namespace kiosk::yaml {

namespace {

/// False for null and missing values; reports lists and maps.
bool is_single(const Node* node, Report& report) {
  if (node == nullptr || node->kind == Node::Kind::nothing) return false;
  if (node->kind == Node::Kind::text) return true;
  const bool list = node->kind == Node::Kind::list;
  report.error(node->place, {"wrong-type", list ? "a list where one value belongs" : "a map where one value belongs",
                             "this field takes a single value", "write it on the line of the name, without brackets"});
  return false;
}

/// A value that has another meaning with quotes.
bool is_bare(const Node* node, Report& report) {
  if (!is_single(node, report)) return false;
  if (!node->quoted) return true;
  report.error(node->place,
               {"wrong-type", "the value is in quotes", "quotes make a text of it", "write it without quotes"});
  return false;
}

bool is_name(std::string_view text) {
  constexpr std::size_t longest = 64;
  return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  });
}

std::optional<int> parse_integer(std::string_view text) {
  constexpr std::size_t most_digits = 9;
  if (text.empty() || text.size() > most_digits || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  int value = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    value = value * 10 + (digit - '0');
  }
  return value;
}

}  // namespace

std::string read_text(const Node* node, Report& report) {
  if (!is_single(node, report)) return {};
  check_text(*node, report);
  return node->text;
}

std::string read_name(const Node* node, Report& report) {
  if (!is_single(node, report)) return {};
  warn_unquoted(*node, report);
  return read_name(node->text, node->place, report);
}

std::string read_name(const std::string& text, Place place, Report& report) {
  if (is_name(text)) return text;
  report.error(place, {"bad-name", shown(text) + " is no name", "names have 1 to 64 letters, digits, dots, _ and -",
                       "write for example mi-mix-2"});
  return {};
}

int read_integer(const Node* node, int least, int most, Report& report) {
  if (!is_bare(node, report)) return 0;
  const std::optional<int> value = parse_integer(node->text);
  if (!value) {
    report.error(node->place,
                 {"bad-integer", shown(node->text) + " is no whole number",
                  "only digits, without leading zero, sign or separator, make one", "write for example 16"});
    return 0;
  }
  if (*value < least || *value > most) {
    report.error(node->place, {"out-of-range", node->text + " is out of range",
                               "possible is " + std::to_string(least) + " to " + std::to_string(most),
                               "write a number in that range"});
    return 0;
  }
  return *value;
}

std::optional<Rational> read_decimal(const Node* node, Report& report) {
  if (!is_single(node, report)) return std::nullopt;
  const std::optional<Rational> value = Rational::from_decimal(node->text);
  if (!value) {
    report.error(node->place, {"bad-decimal", shown(node->text) + " is no decimal number",
                               "at most 9 digits, then a point and at most 6 digits; no exponent, no separators, no "
                               "leading zero",
                               "write for example \"12.5\""});
  }
  return value;
}

std::optional<bool> read_boolean(const Node* node, Report& report) {
  if (!is_bare(node, report)) return std::nullopt;
  if (node->text == "true") return true;
  if (node->text == "false") return false;
  report.error(node->place, {"bad-boolean", shown(node->text) + " is neither true nor false",
                             "other words are read in different ways by different programs", "write true or false"});
  return std::nullopt;
}

std::optional<std::size_t> read_choice(const Node* node, const std::vector<std::string>& choices, Report& report) {
  if (!is_single(node, report)) return std::nullopt;
  const auto found = std::find(choices.begin(), choices.end(), node->text);
  if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
  const auto meant = nearest(node->text, choices);
  report.error(node->place, {"unknown-choice", shown(node->text) + " is not possible here",
                             "possible are " + name_list(choices), meant ? "write " + *meant : "write one of them"});
  return std::nullopt;
}

Language read_language(const Node* node, Report& report) {
  if (!is_single(node, report)) return {};
  return read_language(node->text, node->place, report);
}

Language read_language(const std::string& text, Place place, Report& report) {
  if (!is_language_tag(text)) {
    report.error(place, {"bad-language", shown(text) + " is no language tag", "languages are named as in BCP 47",
                         "write for example en or zh-CN"});
    return {};
  }
  const std::string usual = conventional_case(text);
  if (usual == text) return text;
  report.error(place, {"bad-language", shown(text) + " has unusual letter case",
                       "the same language written in two ways would count as two", "write " + usual});
  return {};
}

std::optional<Instant> read_instant(const Node* node, Report& report) {
  if (!is_single(node, report)) return std::nullopt;
  const std::optional<Instant> value = parse_rfc3339(node->text);
  if (!value) {
    report.error(node->place, {"bad-time", shown(node->text) + " is no time", "times are RFC 3339 in UTC",
                               "write for example \"2026-11-01T00:00:00Z\""});
  }
  return value;
}

LocalizedText read_localized(const Node* node, std::string_view what, Report& report) {
  LocalizedText texts;
  for (const Field& field : read_map(node, what, report)) {
    const Language language = read_language(field.name, field.place, report);
    std::string text = read_text(&field.value, report);
    if (!language.empty()) texts.emplace(language, std::move(text));
  }
  return texts;
}

}  // namespace kiosk::yaml
