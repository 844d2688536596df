#pragma once

#include <string>
#include <string_view>

namespace kiosk::yaml {

/// The text as a reader hardly tells it from others: blanks trimmed and joined, ASCII letters in lower case, full-width
/// forms (U+FF01 to U+FF5E, U+3000) as their usual ones, invisible characters dropped. Two options of an item must
/// differ in it.
std::string fold(std::string_view text);

}  // namespace kiosk::yaml
