#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "json/value.hpp"

/// Reading what somebody shows us; nothing in it is believed.
namespace kiosk::onboarding {

/// A compact JWS taken apart (RFC 7515 §3.1).
struct ShownJws {
  json::Value header;   ///< an object
  json::Value payload;  ///< an object
  std::string signed_part;
  std::string signature;  ///< any octets
};

/// Nothing unless it is three base64url parts, the first two of them JSON objects.
std::optional<ShownJws> read_jws(const std::string& text);

/// Member of an object; null when `value` is none or does not have it.
const json::Value* member(const json::Value* value, std::string_view name);
/// Empty when it is not a text.
std::string text_of(const json::Value* value);
/// Whether it is an array of texts with this one among them.
bool lists(const json::Value* value, std::string_view text);

}  // namespace kiosk::onboarding
