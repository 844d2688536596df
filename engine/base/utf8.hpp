#pragma once

#include <cstddef>
#include <string_view>

namespace kiosk {

/// One character of UTF-8 text (RFC 3629).
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 1;  ///< bytes; 1 when the bytes are malformed
  bool valid = false;
};

/// The character that begins at byte `at`, which must be inside `text`. Overlong forms, surrogates and values above
/// U+10FFFF are malformed.
CodePoint decode_utf8(std::string_view text, std::size_t at);

/// Whether all of it is well formed.
bool is_utf8(std::string_view text);

}  // namespace kiosk
