#pragma once

#include <string>
#include <string_view>

#include "onboarding/programme.hpp"
#include "ports/key_ring.hpp"

/// JSON Web Signatures and Keys as far as we need them: RFC 7515, RFC 7517, RFC 7518.
namespace kiosk::onboarding {

/// What a JWS says of itself besides `alg` and `kid`.
struct JwsType {
  std::string_view typ;
  std::string_view cty;  ///< left out when empty
};

/// Open Badges 3.0 §8.2.1: `typ`, if present, is `JWT`, and no further parameters beside it (approvals.md §1.2).
inline constexpr JwsType credential_jws{"JWT", ""};
/// VC-JOSE-COSE; for what is no Open Badge.
inline constexpr JwsType status_list_jws{"vc+jwt", "vc"};

/// Compact serialisation of `payload` (JSON), signed ES256 with the key in use.
std::string compact_jws(const Programme& programme, const KeyRing& keys, JwsType type, std::string_view payload);

/// Name of the key that a JWS of ours says it is signed with: the last part of its `kid`.
std::string key_name_in(std::string_view jws);

/// Public JWK: kty, crv, x, y, kid, alg, use.
std::string public_jwk(const Programme& programme, const PublicKey& key);

}  // namespace kiosk::onboarding
