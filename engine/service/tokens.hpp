#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ports/entropy.hpp"

namespace kiosk {

/// Purposes of keyed hashes.
inline constexpr std::string_view contact_purpose = "contact";
inline constexpr std::string_view candidate_code_purpose = "candidate-code";
inline constexpr std::string_view registration_purpose = "registration";
inline constexpr std::string_view idempotency_purpose = "idempotency";

/// 256 random bits in base64url without padding (RFC 4648 §5): 43 characters.
std::string random_token(Entropy& entropy);
/// 8 characters of lower-case base 32, the public half of a machine token.
std::string random_token_id(Entropy& entropy);

/// A machine's bearer token is `kk_<token_id>_<secret>`.
struct BearerParts {
  std::string token_id;
  std::string secret;
};

std::string bearer_text(const BearerParts& parts);
std::optional<BearerParts> split_bearer(std::string_view bearer);

}  // namespace kiosk
