#pragma once

#include <string>
#include <string_view>

#include "base/utf8.hpp"

namespace kiosk::yaml {

/// Number of characters; each malformed byte counts as one.
int count_characters(std::string_view text);

void append_utf8(std::string& out, char32_t value);

/// Why a character has no place in content (`a control character`, `a bidirectional control`, …), or empty.
/// TAB, LF and CR count as control characters here.
std::string_view refused_class(char32_t value);

/// Takes two columns in a terminal (Chinese, Japanese, Korean and full-width forms).
bool is_wide(char32_t value);

}  // namespace kiosk::yaml
