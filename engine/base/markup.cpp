#include "base/markup.hpp"

#include "base/utf8.hpp"

namespace kiosk {

namespace {

/// XML 1.0 §2.2.
bool is_xml_character(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c != 0xFFFE && c != 0xFFFF;
}

std::string_view reference(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return {};
  }
}

}  // namespace

std::string printable_text(std::string_view text) {
  constexpr std::string_view replacement = "\uFFFD";
  std::string printable;
  printable.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text, at);
    printable += c.valid && is_xml_character(c.value) ? text.substr(at, c.length) : replacement;
    at += c.length;
  }
  return printable;
}

std::string escaped_markup(std::string_view text) {
  std::string markup;
  markup.reserve(text.size());
  for (const char c : printable_text(text)) {
    const std::string_view instead = reference(c);
    if (instead.empty()) {
      markup += c;
    } else {
      markup += instead;
    }
  }
  return markup;
}

}  // namespace kiosk
