#pragma once

#include <cstddef>

/// What one content file may hold (hardening.md section 6).
namespace kiosk::yaml::limits {

inline constexpr std::size_t file_bytes = 8U << 20U;
/// One line; since a value ends on its line, this bounds what yaml-cpp reads ahead.
inline constexpr std::size_t line_bytes = 64U << 10U;
inline constexpr std::size_t text_bytes = 8U << 10U;
inline constexpr std::size_t nodes = 200'000;
inline constexpr std::size_t depth = 16;
inline constexpr std::size_t items = 20'000;
inline constexpr std::size_t options_min = 2;
inline constexpr std::size_t options_max = 20;
/// Content files in one folder tree.
inline constexpr std::size_t files = 1'000;

}  // namespace kiosk::yaml::limits
