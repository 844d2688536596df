#include "yaml/text_check.hpp"

#include <algorithm>
#include <array>

#include "yaml/limits.hpp"
#include "yaml/nearest.hpp"
#include "yaml/utf8.hpp"

namespace kiosk::yaml {

namespace {

/// U+201C, U+201D, U+2018, U+2019, U+201E, U+00AB, U+300C.
constexpr std::array<std::string_view, 7> typographic_quotes{
    "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x98", "\xE2\x80\x99", "\xE2\x80\x9E", "\xC2\xAB", "\xE3\x80\x8C"};

bool looks_like_boolean(std::string_view text) {
  constexpr std::array<std::string_view, 8> words{"true", "false", "yes", "no", "on", "off", "y", "n"};
  std::string lower{text};
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::find(words.begin(), words.end(), lower) != words.end();
}

/// Digits with what some YAML reader takes as a part of a number, date or time: 1.10, 010, 1_000, 12:30, 1e3, 0x1F.
bool looks_like_number(std::string_view text) {
  constexpr std::string_view characters = "0123456789.+-_:,eExXoO";
  const std::size_t first = text.find_first_not_of("+-.");
  return first != std::string_view::npos && text[first] >= '0' && text[first] <= '9' &&
         text.find_first_not_of(characters) == std::string_view::npos;
}

/// What stands on the line after a plain text.
std::string_view rest_of_line(const Node& node) {
  const Source& source = *node.place.source;
  const std::size_t index = source.line_of(node.place.offset);
  const std::size_t end = node.place.offset - source.line_start(index) + node.text.size();
  const std::string_view line = source.line(index);
  return line.substr(std::min(end, line.size()));
}

void check_cut(const Node& node, Report& report) {
  const std::string_view rest = rest_of_line(node);
  const std::size_t hash = rest.find_first_not_of(' ');
  if (hash == std::string_view::npos || rest[hash] != '#') return;
  const Place place{node.place.source, node.place.offset + node.text.size() + hash};
  report.error(place, {"text-cut-at-hash", "the text ends before this `#`",
                       "` #` begins a comment, and what follows is dropped", "put the whole text in quotes: \"…\""});
}

/// What stands in the file was looked at before; only escapes can have made something else of it.
void check_escaped(const Node& node, Report& report) {
  if (!node.quoted || node.place.source->text().substr(node.place.offset + 1).starts_with(node.text)) return;
  for (std::size_t at = 0; at < node.text.size();) {
    const CodePoint point = decode_utf8(node.text, at);
    const std::string_view refused = point.valid ? refused_class(point.value) : "a byte that is no character";
    if (!refused.empty()) {
      report.error(node.place,
                   {"control-character", "the text holds " + std::string{refused},
                    "an escape such as \\n or \\x made it, and people cannot read it", "delete the escape"});
      return;
    }
    at += point.length;
  }
}

void warn_edges(const Node& node, Report& report) {
  if (node.text.front() != ' ' && node.text.back() != ' ') return;
  report.warning(node.place, {"edge-space", "the text begins or ends with a space", "nobody sees it", "delete it"});
}

void warn_typographic_quote(const Node& node, Report& report) {
  const bool found = std::any_of(typographic_quotes.begin(), typographic_quotes.end(),
                                 [&](std::string_view quote) { return node.text.starts_with(quote); });
  if (!found) return;
  report.warning(node.place, {"typographic-quote", "the text begins with a typographic quote",
                              "YAML knows only \" and ' as quotes, so it is part of the text",
                              "put \" around the text; keep the typographic quotes inside if they are meant"});
}

}  // namespace

void check_text(const Node& node, Report& report) {
  if (node.text.find_first_not_of(' ') == std::string::npos) {
    report.error(node.place, {"empty-text", "the text is empty", "people would see nothing", "write the text"});
    return;
  }
  if (node.text.size() > limits::text_bytes) {
    report.error(node.place,
                 {"text-too-long", "the text has more than 8 KiB", "nobody reads that in an exam", "shorten it"});
  }
  check_escaped(node, report);
  warn_edges(node, report);
  if (node.quoted) return;
  check_cut(node, report);
  warn_typographic_quote(node, report);
  warn_unquoted(node, report);
}

void warn_unquoted(const Node& node, Report& report) {
  if (node.quoted || !(looks_like_boolean(node.text) || looks_like_number(node.text))) return;
  report.warning(node.place, {"unquoted-text", shown(node.text) + " is kept as a text",
                              "other programs read it as a number, a time or true/false", "put it in quotes"});
}

}  // namespace kiosk::yaml
