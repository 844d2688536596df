#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace kiosk {

/// Internal row number; never leaves the server. `Tag` keeps applicants and attempts apart.
template <class Tag>
struct RowId {
  std::int64_t value = 0;
  auto operator<=>(const RowId&) const = default;
};

using ApplicantId = RowId<struct ApplicantTag>;
using StaffId = RowId<struct StaffTag>;
using AttemptId = RowId<struct AttemptTag>;

/// A public id: RFC 9562 UUID, version 4 (random) or 7 (time-ordered, where time may show).
class Uuid {
 public:
  using Bytes = std::array<std::uint8_t, 16>;

  Uuid() = default;

  /// Sets version and variant bits on 16 random bytes.
  static Uuid random(const Bytes& entropy);
  /// 48 bits of Unix milliseconds, the rest from `entropy`.
  static Uuid time_ordered(Instant now, const Bytes& entropy);
  /// Lower-case 8-4-4-4-12 form only; anything else is nothing.
  static std::optional<Uuid> parse(std::string_view text);

  std::string text() const;
  const Bytes& bytes() const { return bytes_; }
  auto operator<=>(const Uuid&) const = default;

 private:
  Bytes bytes_{};
};

}  // namespace kiosk
