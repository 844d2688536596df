#include "crypto/argon2_hasher.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <optional>
#include <string>

namespace kiosk::crypto {
namespace {

std::optional<std::string> hash_now(PasswordHasher& hasher, const std::string& password) {
  std::promise<std::optional<std::string>> answer;
  hasher.hash(password, [&](std::optional<std::string> encoded) { answer.set_value(std::move(encoded)); });
  return answer.get_future().get();
}

std::optional<bool> verify_now(PasswordHasher& hasher, const std::string& password, const std::string& encoded) {
  std::promise<std::optional<bool>> answer;
  hasher.verify(password, encoded, [&](std::optional<bool> fits) { answer.set_value(fits); });
  return answer.get_future().get();
}

TEST_CASE("A password fits its own hash and no other") {
  Argon2Hasher hasher;
  const auto encoded = hash_now(hasher, "correct horse");
  REQUIRE(encoded);
  CHECK(encoded->starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(verify_now(hasher, "correct horse", *encoded) == true);
  CHECK(verify_now(hasher, "correct horsf", *encoded) == false);
  CHECK(verify_now(hasher, "", *encoded) == false);
  CHECK(hash_now(hasher, "correct horse") != encoded);
}

TEST_CASE("Empty passwords and those with zero octets are hashed whole") {
  Argon2Hasher hasher;
  const std::string with_zero("a\0b", 3);
  const auto encoded = hash_now(hasher, with_zero);
  REQUIRE(encoded);
  CHECK(verify_now(hasher, with_zero, *encoded) == true);
  CHECK(verify_now(hasher, "a", *encoded) == false);
  const auto empty = hash_now(hasher, "");
  REQUIRE(empty);
  CHECK(verify_now(hasher, "", *empty) == true);
}

TEST_CASE("No password fits an unknown name or a damaged hash") {
  Argon2Hasher hasher;
  CHECK(verify_now(hasher, "", "") == false);
  CHECK(verify_now(hasher, "password", "") == false);
  CHECK(verify_now(hasher, "password", "$argon2id$v=19$m=19456,t=2,p=1$") == false);
  CHECK(verify_now(hasher, "password", "password") == false);
}

/// Holds the one hashing thread inside a `done` until `open` is called.
class Gate {
 public:
  void occupy(Argon2Hasher& hasher) {
    hasher.hash("x", [this](std::optional<std::string>) {
      entered_.set_value();
      opened_.get_future().wait();
    });
    entered_.get_future().wait();
  }
  void open() { opened_.set_value(); }

 private:
  std::promise<void> entered_;
  std::promise<void> opened_;
};

TEST_CASE("When too many wait, the next is refused at once and the others are served") {
  std::promise<bool> first;
  std::promise<bool> second;
  const auto tell = [](std::promise<bool>& served) {
    return [&served](const std::optional<std::string>& encoded) { served.set_value(encoded.has_value()); };
  };
  bool hash_refused = false;
  bool verify_refused = false;
  Argon2Hasher hasher(1, 2);
  Gate gate;
  gate.occupy(hasher);
  hasher.hash("a", tell(first));
  hasher.hash("b", tell(second));
  hasher.hash("c", [&](const std::optional<std::string>& encoded) { hash_refused = !encoded; });
  hasher.verify("d", "", [&](std::optional<bool> fits) { verify_refused = !fits; });
  CHECK(hash_refused);
  CHECK(verify_refused);
  gate.open();
  CHECK(first.get_future().get());
  CHECK(second.get_future().get());
}

TEST_CASE("Stopping answers everyone") {
  std::atomic<int> answered{0};
  {
    Argon2Hasher hasher(2, 8);
    for (int i = 0; i < 6; ++i) {
      hasher.hash("password", [&](const std::optional<std::string>&) { ++answered; });
    }
  }
  CHECK(answered == 6);
}

}  // namespace
}  // namespace kiosk::crypto
