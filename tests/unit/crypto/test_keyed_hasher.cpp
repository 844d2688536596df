#include "crypto/keyed_hasher.hpp"

#include <catch2/catch.hpp>

#include "crypto/sha256.hpp"
#include "crypto/small_file.hpp"
#include "crypto/system_entropy.hpp"
#include "temporary_folder.hpp"

namespace kiosk::crypto {
namespace {

TEST_CASE("Keyed hashes depend on secret, purpose and text, and keep them apart") {
  const KeyedHasher hasher(std::string(32, 's'));
  CHECK(hasher.keyed("contact", "+8613800138000") ==
        hmac_sha256(std::string(32, 's'), std::string("contact\0+8613800138000", 22)));
  CHECK(hasher.keyed("contact", "a") != hasher.keyed("code", "a"));
  CHECK(hasher.keyed("contact", "a") != hasher.keyed("contact", "b"));
  CHECK(hasher.keyed("ab", "c") != hasher.keyed("a", "bc"));
  CHECK(hasher.keyed("contact", "a") != KeyedHasher(std::string(32, 't')).keyed("contact", "a"));
  CHECK(hasher.sha256("abc") == sha256("abc"));
}

TEST_CASE("The secret is drawn once and stays") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "secret";
  const auto first = load_or_create_secret(path);
  REQUIRE(first.has_value());
  CHECK(first->size() == 32);
  CHECK(load_or_create_secret(path).value() == *first);
  CHECK(load_or_create_secret(folder.path() / "other").value() != *first);
}

TEST_CASE("A damaged secret is refused and kept") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "secret";
  REQUIRE(create_file(path, "short", FileAccess::owner_only).has_value());
  CHECK(load_or_create_secret(path).error().code == ErrorCode::store_failed);
  CHECK(read_file(path, FileAccess::owner_only).value() == "short");
}

TEST_CASE("System entropy differs from call to call") {
  SystemEntropy entropy;
  CHECK(entropy.seed() != entropy.seed());
  CHECK(entropy.uuid_bytes() != entropy.uuid_bytes());
  entropy.fill({});
}

}  // namespace
}  // namespace kiosk::crypto
