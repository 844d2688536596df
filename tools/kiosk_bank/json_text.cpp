#include "json_text.hpp"

#include <cstdio>

#include "base/utf8.hpp"

namespace kiosk::bank_tool {

namespace {

void append_escaped(std::string& out, std::string_view character, char32_t value) {
  if (value == U'"' || value == U'\\') {
    out += '\\';
    out += character;
  } else if (value < 0x20 || value == 0x7F) {
    char escape[8];
    std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(value));
    out += escape;
  } else {
    out += character;
  }
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (point.valid) {
      append_escaped(out, text.substr(at, point.length), point.value);
    } else {
      out += "\\ufffd";
    }
    at += point.length;
  }
  return out + "\"";
}

std::string json_name(std::string_view name) { return json_string(name) + ":"; }

}  // namespace kiosk::bank_tool
