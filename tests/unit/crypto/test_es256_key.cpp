#include "crypto/es256_key.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "base/base64.hpp"

namespace kiosk::crypto {
namespace {

/// The key of RFC 7515 appendix A.3.
constexpr const char* known_pem =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjpsQnnGQmL+YBIff\n"
    "H1136cspYG6+0iY7X1fCE9+E9LKhRANCAAR/zc4ncPbEXUGDy+5v20t7WAczNXvp\n"
    "7xO6z248e9FURcfxRM0bvZt+hyzf7bnuufSzaV1uqQskrYpGIyiFiOWt\n"
    "-----END PRIVATE KEY-----\n";
/// A key on P-384.
constexpr const char* other_curve_pem =
    "-----BEGIN EC PRIVATE KEY-----\n"
    "MIGkAgEBBDAC1n7FTJ5HKQ16IweUV99CUSvbe1J+Tp15gVyCELd0ku4EX4rHaYZ/\n"
    "6JEfhslDJJSgBwYFK4EEACKhZANiAAQUIoeCo6/7NDTnCSkSGbQFExtQ0Q3PnoTo\n"
    "PG2ipxoM7cDBX4k5EMaxT69rH3DJ2ANp0F4REWuClv+HCDwI10csLMj3BYkoAxd9\n"
    "dKwlM9M2chk716VOrCJrNgUIgzpzYpM=\n"
    "-----END EC PRIVATE KEY-----\n";
/// An Ed25519 key.
constexpr const char* other_kind_pem =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEINHPotfyEWHxpSN6ETOHwHnpnp0ww/YcMX1hCPc7VF8H\n"
    "-----END PRIVATE KEY-----\n";

std::string octets(const auto& bytes) { return {bytes.begin(), bytes.end()}; }

Es256Signature signature_of(const std::string& base64url) {
  const std::string bytes = from_base64url(base64url).value();
  Es256Signature signature{};
  REQUIRE(bytes.size() == signature.size());
  std::transform(bytes.begin(), bytes.end(), signature.begin(), [](char c) { return static_cast<std::uint8_t>(c); });
  return signature;
}

TEST_CASE("A known key has its published coordinates") {
  const auto key = Es256Key::from_pem(known_pem);
  REQUIRE(key.has_value());
  const PublicKey half = key->public_key("2026-11");
  CHECK(half.name == "2026-11");
  CHECK(to_base64url(octets(half.x)) == "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU");
  CHECK(to_base64url(octets(half.y)) == "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
}

TEST_CASE("The signature of RFC 7515 appendix A.3 verifies, and no altered one") {
  const PublicKey half = Es256Key::from_pem(known_pem)->public_key("");
  const std::string message =
      "eyJhbGciOiJFUzI1NiJ9."
      "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
  const Es256Signature signature =
      signature_of("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
  REQUIRE(verify_es256(half, message, signature));

  CHECK_FALSE(verify_es256(half, message + "x", signature));
  for (std::size_t place = 0; place < signature.size(); ++place) {
    Es256Signature altered = signature;
    altered[place] ^= 1U;
    CHECK_FALSE(verify_es256(half, message, altered));
  }
  CHECK_FALSE(verify_es256(half, message, Es256Signature{}));
  CHECK_FALSE(verify_es256(Es256Key::generate().public_key(""), message, signature));
}

TEST_CASE("A new key signs what its public half verifies") {
  const Es256Key key = Es256Key::generate();
  const PublicKey half = key.public_key("");
  for (int round = 0; round < 300; ++round) {  // short R or S come about once in 128
    const std::string message = "message " + std::to_string(round);
    const Es256Signature signature = key.sign(message);
    REQUIRE(verify_es256(half, message, signature));
    REQUIRE_FALSE(verify_es256(half, message + " ", signature));
  }
  CHECK(key.sign("") != key.sign(""));
}

TEST_CASE("A key comes back from its PEM text") {
  const Es256Key key = Es256Key::generate();
  const auto read = Es256Key::from_pem(key.to_pem());
  REQUIRE(read.has_value());
  CHECK(verify_es256(key.public_key(""), "text", read->sign("text")));
  CHECK(Es256Key::from_pem(known_pem)->to_pem() == known_pem);

  const PublicKey half = key.public_key("2026-11");
  const auto read_half = public_key_from_pem("2026-11", public_pem(half));
  REQUIRE(read_half.has_value());
  CHECK(read_half->x == half.x);
  CHECK(read_half->y == half.y);
  CHECK(read_half->name == "2026-11");
}

TEST_CASE("What is no private P-256 key is refused") {
  const std::string whole = known_pem;
  const std::string cases[] = {"",
                               "no key",
                               whole.substr(0, whole.size() / 2),
                               other_curve_pem,
                               other_kind_pem,
                               public_pem(Es256Key::generate().public_key(""))};
  for (const std::string& pem : cases) {
    INFO(pem);
    const auto key = Es256Key::from_pem(pem);
    REQUIRE(key.has_error());
    CHECK(key.error().code == ErrorCode::key_unknown);
  }
}

TEST_CASE("A private key whose public half was changed is refused") {
  std::string pem = known_pem;
  pem.replace(pem.find("iFiOWt"), 6, "iFiOWs");
  CHECK(Es256Key::from_pem(pem).has_error());
}

TEST_CASE("What is no public P-256 key is refused") {
  for (const std::string& pem : {std::string(), std::string("no key"), std::string(known_pem)}) {
    CHECK(public_key_from_pem("x", pem).has_error());
  }
  PublicKey no_point;
  no_point.x.fill(1);
  no_point.y.fill(1);
  CHECK_FALSE(verify_es256(no_point, "text", Es256Signature{}));
}

}  // namespace
}  // namespace kiosk::crypto
