#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kiosk {

/// RFC 4648 §4: the standard alphabet, padded with `=`. `bytes` is any octets.
std::string to_base64(std::string_view bytes);

/// RFC 4648 §5 without padding: the form of JWS (RFC 7515 §2) and of multibase `u`.
std::string to_base64url(std::string_view bytes);

/// The one canonical encoding of some octets, or nothing: no padding, no white space, no left-over bits.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace kiosk
