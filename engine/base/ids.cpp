#include "base/ids.hpp"

#include "base/hex.hpp"

namespace kiosk {

namespace {

constexpr std::size_t text_length = 36;

bool is_dash_place(std::size_t index) { return index == 8 || index == 13 || index == 18 || index == 23; }

void set_version(Uuid::Bytes& bytes, unsigned version) {
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | (version << 4U));
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
}

}  // namespace

Uuid Uuid::random(const Bytes& entropy) {
  Uuid id;
  id.bytes_ = entropy;
  set_version(id.bytes_, 4);
  return id;
}

Uuid Uuid::time_ordered(Instant now, const Bytes& entropy) {
  Uuid id;
  id.bytes_ = entropy;
  const auto ms = static_cast<std::uint64_t>(to_unix_ms(now));
  for (std::size_t i = 0; i < 6; ++i) {
    id.bytes_[i] = static_cast<std::uint8_t>(ms >> (8U * (5U - i)));
  }
  set_version(id.bytes_, 7);
  return id;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
  if (text.size() != text_length) return std::nullopt;
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_dash_place(i) != (text[i] == '-')) return std::nullopt;
    if (!is_dash_place(i)) digits += text[i];
  }
  Uuid id;
  if (!from_hex(digits, id.bytes_)) return std::nullopt;
  return id;
}

std::string Uuid::text() const {
  std::string result = to_hex(bytes_);
  for (const std::size_t place : {8U, 13U, 18U, 23U}) result.insert(place, 1, '-');
  return result;
}

}  // namespace kiosk
