#include "sim/approvals/key_chest.hpp"

#include <algorithm>
#include <new>

#include "base/base64.hpp"
#include "crypto/sha256.hpp"

namespace kiosk::sim {

namespace {

constexpr std::uint64_t entropy_stream = 701;

class NamedKey final : public SigningKey {
 public:
  explicit NamedKey(std::string name) { public_key_.name = std::move(name); }

  const PublicKey& public_key() const override { return public_key_; }
  std::array<std::uint8_t, 64> sign(std::string_view message) const override {
    const Digest digest = crypto::hmac_sha256(public_key_.name, message);
    std::array<std::uint8_t, 64> signature{};
    std::copy(digest.bytes.begin(), digest.bytes.end(), signature.begin());
    return signature;
  }

 private:
  PublicKey public_key_;
};

}  // namespace

WorldEntropy::WorldEntropy(std::uint64_t seed, Troubles& troubles)
    : chance_(seed, entropy_stream), troubles_(troubles) {}

void WorldEntropy::fill(std::span<std::uint8_t> out) {
  if (troubles_.happens(Trouble::out_of_memory)) throw std::bad_alloc{};
  for (std::uint8_t& byte : out) byte = static_cast<std::uint8_t>(chance_.below(256));
}

KeyChest::KeyChest() { sign_with(add()); }

std::string KeyChest::add() {
  const std::string name = "key-" + std::to_string(keys_.size() + 1);
  keys_[name] = std::make_shared<NamedKey>(name);
  return name;
}

std::vector<std::string> KeyChest::published_names() const {
  std::vector<std::string> names;
  for (const auto& [name, key] : keys_) {
    if (!is_withdrawn(name)) names.push_back(name);
  }
  return names;
}

std::vector<PublicKey> KeyChest::published() const {
  std::vector<PublicKey> keys;
  for (const std::string& name : published_names()) keys.push_back(keys_.at(name)->public_key());
  return keys;
}

bool KeyChest::verifies(const std::string& jws, const std::string& name) const {
  const auto key = keys_.find(name);
  const std::size_t end = jws.rfind('.');
  if (key == keys_.end() || end == std::string::npos) return false;
  const auto signature = key->second->sign(jws.substr(0, end));
  return jws.substr(end + 1) == to_base64url({reinterpret_cast<const char*>(signature.data()), signature.size()});
}

}  // namespace kiosk::sim
