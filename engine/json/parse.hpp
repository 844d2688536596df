#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.hpp"
#include "json/value.hpp"

namespace kiosk::json {

inline constexpr std::size_t greatest_depth = 8;

/// One JSON document (RFC 8259) and nothing after it: UTF-8 without byte order mark, arrays and objects nested at most
/// `greatest_depth` deep, no member twice in an object, no number beyond what a double holds.
/// Errors: `payload_too_large` beyond `most_bytes`; `body_malformed` with the reason and the byte where reading
/// stopped.
Result<Value> parse(std::string_view text, std::size_t most_bytes);

}  // namespace kiosk::json
