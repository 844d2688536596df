#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace kiosk {

/// Lower-case hexadecimal, two digits a byte.
std::string to_hex(std::span<const std::uint8_t> bytes);

/// Fills `out` exactly from lower-case hexadecimal; false when length or a digit is wrong.
[[nodiscard]] bool from_hex(std::string_view text, std::span<std::uint8_t> out);

}  // namespace kiosk
