#include "base/digest.hpp"

#include "base/hex.hpp"

namespace kiosk {

std::string Digest::hex() const { return to_hex(bytes); }

std::optional<Digest> Digest::from_hex(std::string_view text) {
  Digest digest;
  if (!kiosk::from_hex(text, digest.bytes)) return std::nullopt;
  return digest;
}

}  // namespace kiosk
