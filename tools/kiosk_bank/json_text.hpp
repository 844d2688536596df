#pragma once

#include <string>
#include <string_view>

namespace kiosk::bank_tool {

/// A JSON string (RFC 8259) with its quotes; bytes that are not UTF-8 become U+FFFD.
std::string json_string(std::string_view text);

/// `"name":`
std::string json_name(std::string_view name);

}  // namespace kiosk::bank_tool
