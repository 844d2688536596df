#pragma once

#include <string>
#include <string_view>

namespace kiosk {

/// `text` with U+FFFD in place of what XML 1.0 and printed pages cannot hold: control characters, bytes that are no
/// UTF-8.
std::string printable_text(std::string_view text);

/// The same as content or as a quoted attribute value of HTML or XML: what could be markup is written as a character
/// reference.
std::string escaped_markup(std::string_view text);

}  // namespace kiosk
