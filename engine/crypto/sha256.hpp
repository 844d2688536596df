#pragma once

#include <string_view>

#include "base/digest.hpp"

namespace kiosk::crypto {

/// SHA-256 (FIPS 180-4) of any octets.
Digest sha256(std::string_view bytes);

/// HMAC-SHA256 (RFC 2104) with a key of any length.
Digest hmac_sha256(std::string_view key, std::string_view message);

/// Whether both are equal, in a time that depends on the lengths alone.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace kiosk::crypto
