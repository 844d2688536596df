#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kiosk::yaml {

/// One character of UTF-8 text (RFC 3629).
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 1;  ///< bytes; 1 when the bytes are malformed
  bool valid = false;
};

/// The character that begins at byte `at`, which must be inside `text`. Overlong forms, surrogates and values above
/// U+10FFFF are malformed.
CodePoint decode(std::string_view text, std::size_t at);

/// Number of characters; each malformed byte counts as one.
int count_characters(std::string_view text);

void append_utf8(std::string& out, char32_t value);

/// Why a character has no place in content (`a control character`, `a bidirectional control`, …), or empty.
/// TAB, LF and CR count as control characters here.
std::string_view refused_class(char32_t value);

/// Takes two columns in a terminal (Chinese, Japanese, Korean and full-width forms).
bool is_wide(char32_t value);

}  // namespace kiosk::yaml
