#include "onboarding/jose.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "base/base64.hpp"
#include "json_paths.hpp"
#include "sample_approval.hpp"

namespace kiosk::onboarding {
namespace {

crypto::Es256Signature signature_in(const std::string& jws) {
  const auto bytes = from_base64url(jws.substr(jws.rfind('.') + 1));
  crypto::Es256Signature signature{};
  REQUIRE((bytes.has_value() && bytes->size() == signature.size()));
  std::transform(bytes->begin(), bytes->end(), signature.begin(), [](char c) { return static_cast<std::uint8_t>(c); });
  return signature;
}

TEST_CASE("A compact JWS is header, payload and signature over both") {
  const test::KnownKeys keys;
  const std::string jws = compact_jws(test::sample_programme(), keys, credential_jws, R"({"a":1})");
  const std::string signed_part = jws.substr(0, jws.rfind('.'));
  CHECK(signed_part == to_base64url(R"({"alg":"ES256","kid":"https://cert.example/keys/2026-11","typ":"JWT"})") + "." +
                           to_base64url(R"({"a":1})"));
  CHECK(crypto::verify_es256(keys.public_key(), signed_part, signature_in(jws)));
  CHECK_FALSE(crypto::verify_es256(keys.public_key(), signed_part + "A", signature_in(jws)));
}

TEST_CASE("A status list says that it is a credential") {
  const test::KnownKeys keys;
  const std::string jws = compact_jws(test::sample_programme(), keys, status_list_jws, "{}");
  CHECK(jws.starts_with(
      to_base64url(R"({"alg":"ES256","kid":"https://cert.example/keys/2026-11","typ":"vc+jwt","cty":"vc"})") + "."));
}

TEST_CASE("The JWK of a known key, public members alone") {
  const test::KnownKeys keys;
  CHECK(public_jwk(test::sample_programme(), keys.public_key()) ==
        R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
        R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","kid":"https://cert.example/keys/2026-11",)"
        R"("alg":"ES256","use":"sig"})");
}

TEST_CASE("A JWS of ours tells which key signed it") {
  const test::KnownKeys keys;
  CHECK(key_name_in(compact_jws(test::sample_programme(), keys, credential_jws, "{}")) == "2026-11");
}

}  // namespace
}  // namespace kiosk::onboarding
