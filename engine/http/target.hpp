#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.hpp"

namespace kiosk::http {

struct Target {
  std::string path;                   ///< as sent
  std::vector<std::string> segments;  ///< decoded
  std::vector<Field> query;           ///< decoded, `+` is a blank
};

/// Origin-form of a request target (RFC 9112 §3.2.1), stricter than the RFC. Nothing for: another form, bytes outside
/// 0x21-0x7E, `#`, bad escapes, escaped control characters or slashes, bytes that are no UTF-8 after decoding, and
/// segments `.` or `..`.
std::optional<Target> parse_target(std::string_view text);

/// %XX decoded; nothing for a bad escape or a decoded control character.
std::optional<std::string> percent_decoded(std::string_view text);

/// Everything but RFC 3986's unreserved characters as %XX.
std::string percent_encoded(std::string_view text);

}  // namespace kiosk::http
