#include "yaml/utf8.hpp"

#include <algorithm>
#include <array>

namespace kiosk::yaml {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t Count>
bool is_in(const std::array<Range, Count>& ranges, char32_t value) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const Range& range) { return value >= range.first && value <= range.last; });
}

/// Property Bidi_Control of Unicode: they can show text in another order than it is stored.
constexpr std::array<Range, 4> bidirectional{{{0x061C, 0x061C}, {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}}};

/// East Asian Width W and F of Unicode, in large steps.
constexpr std::array<Range, 8> wide{{{0x1100, 0x115F},
                                     {0x2E80, 0xA4CF},
                                     {0xAC00, 0xD7A3},
                                     {0xF900, 0xFAFF},
                                     {0xFE30, 0xFE6F},
                                     {0xFF01, 0xFF60},
                                     {0xFFE0, 0xFFE6},
                                     {0x20000, 0x3FFFD}}};

}  // namespace

int count_characters(std::string_view text) {
  int count = 0;
  for (std::size_t at = 0; at < text.size(); at += decode_utf8(text, at).length) ++count;
  return count;
}

void append_utf8(std::string& out, char32_t value) {
  const auto push = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (value < 0x80) return push(value);
  if (value < 0x800) {
    push(0xC0 | (value >> 6U));
  } else {
    if (value < 0x10000) {
      push(0xE0 | (value >> 12U));
    } else {
      push(0xF0 | (value >> 18U));
      push(0x80 | ((value >> 12U) & 0x3F));
    }
    push(0x80 | ((value >> 6U) & 0x3F));
  }
  push(0x80 | (value & 0x3F));
}

std::string_view refused_class(char32_t value) {
  if (value < 0x20 || (value >= 0x7F && value <= 0x9F)) return "a control character";
  if (value == 0x2028 || value == 0x2029) return "a line or paragraph separator";
  if (value == 0xFEFF) return "a byte order mark inside the text";
  if (is_in(bidirectional, value)) return "a bidirectional control";
  if ((value >= 0xFDD0 && value <= 0xFDEF) || (value & 0xFFFE) == 0xFFFE) return "a non-character";
  return {};
}

bool is_wide(char32_t value) { return is_in(wide, value); }

}  // namespace kiosk::yaml
