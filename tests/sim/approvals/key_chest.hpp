#pragma once

#include <map>
#include <set>

#include "ports/entropy.hpp"
#include "ports/key_ring.hpp"
#include "sim/approvals/troubles.hpp"

namespace kiosk::sim {

/// Random bytes from the world's seed, until memory runs out.
class WorldEntropy final : public Entropy {
 public:
  WorldEntropy(std::uint64_t seed, Troubles& troubles);
  /// Throws std::bad_alloc.
  void fill(std::span<std::uint8_t> out) override;

 private:
  Chance chance_;
  Troubles& troubles_;
};

/// The issuer's keys, as files that outlive the process. A signature here is a digest of key name and message: that it
/// was made by the key it names can be seen, and the same run gives the same bytes.
class KeyChest final : public KeyRing {
 public:
  KeyChest();

  std::shared_ptr<const SigningKey> signing_key() const override { return keys_.at(signing_); }
  std::vector<PublicKey> published() const override;

  /// A new key, published from now on; answers its name.
  std::string add();
  void sign_with(const std::string& name) { signing_ = name; }
  void withdraw(const std::string& name) { withdrawn_.insert(name); }

  const std::string& signing() const { return signing_; }
  bool is_withdrawn(const std::string& name) const { return withdrawn_.contains(name); }
  std::vector<std::string> published_names() const;
  /// Whether the key that a compact JWS names has signed it.
  bool verifies(const std::string& jws, const std::string& name) const;

 private:
  std::map<std::string, std::shared_ptr<const SigningKey>> keys_;
  std::set<std::string> withdrawn_;
  std::string signing_;
};

}  // namespace kiosk::sim
