#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kiosk::rehearsal {

/// `value` with so many digits after the point, whatever the locale.
std::string decimal(double value, int digits);

/// A duration for people, in ms with three significant digits: `0.42`, `12.3`, `1540`.
std::string milliseconds_text(std::uint64_t duration_us);

/// `text` with spaces in front or behind up to `width` characters (code points).
std::string to_right(std::string_view text, std::size_t width);
std::string to_left(std::string_view text, std::size_t width);

/// Text for XML content and attribute values.
std::string escaped_for_xml(std::string_view text);

}  // namespace kiosk::rehearsal
