#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kiosk {

/// A SHA-256 value (FIPS 180-4): fingerprints of content, hashes of tokens, the audit chain.
struct Digest {
  std::array<std::uint8_t, 32> bytes{};

  std::string hex() const;  ///< 64 lower-case digits
  static std::optional<Digest> from_hex(std::string_view text);
  auto operator<=>(const Digest&) const = default;
};

}  // namespace kiosk
