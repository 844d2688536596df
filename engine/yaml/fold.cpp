#include "yaml/fold.hpp"

#include "yaml/utf8.hpp"

namespace kiosk::yaml {

namespace {

char32_t fold_character(char32_t value) {
  constexpr char32_t full_width_distance = 0xFF01 - 0x21;
  if (value >= 0xFF01 && value <= 0xFF5E) value -= full_width_distance;
  if (value == 0x3000 || value == 0xA0 || value == 0x202F || (value >= 0x2000 && value <= 0x200A)) return U' ';
  return value >= U'A' && value <= U'Z' ? value - U'A' + U'a' : value;
}

/// Zero-width characters and the soft hyphen.
bool is_invisible(char32_t value) { return value == 0xAD || (value >= 0x200B && value <= 0x200D) || value == 0x2060; }

}  // namespace

std::string fold(std::string_view text) {
  std::string out;
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    at += point.length;
    const char32_t value = fold_character(point.value);
    if (is_invisible(value)) continue;
    if (value == U' ') {
      blank = !out.empty();
    } else {
      if (blank) out += ' ';
      blank = false;
      append_utf8(out, value);
    }
  }
  return out;
}

}  // namespace kiosk::yaml
