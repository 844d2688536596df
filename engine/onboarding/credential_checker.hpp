#pragma once

#include <optional>

#include "onboarding/programme.hpp"
#include "onboarding/shown_jws.hpp"
#include "ports/credential_checker.hpp"
#include "ports/key_ring.hpp"

namespace kiosk::onboarding {

/// Checks credentials against our own published keys alone: no key, address or algorithm that a credential brings is
/// followed. What was issued under a former base URL stays as good as it was; a credential names one of ours
/// throughout.
class JwsChecker final : public CredentialChecker {
 public:
  /// `programmes`: ours, once for each base URL that it has or has had. `keys` and `verifier` outlive this.
  JwsChecker(std::vector<Programme> programmes, const KeyRing& keys, const SignatureVerifier& verifier);

  CheckedCredential check(const std::string& credential, Instant now) const override;

 private:
  /// A key of ours, and the programme under whose base URL a credential names it.
  struct NamedKey {
    PublicKey key;
    const Programme& programme;
  };
  std::optional<NamedKey> key_of(const ShownJws& jws) const;
  bool is_signed_by(const ShownJws& jws, const PublicKey& key) const;

  std::vector<Programme> programmes_;
  const KeyRing& keys_;
  const SignatureVerifier& verifier_;
};

}  // namespace kiosk::onboarding
