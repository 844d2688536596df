#pragma once

#include <optional>

#include "onboarding/programme.hpp"
#include "onboarding/shown_jws.hpp"
#include "ports/credential_checker.hpp"
#include "ports/key_ring.hpp"

namespace kiosk::onboarding {

/// Checks credentials against our own published keys alone: no key, address or algorithm that a credential brings is
/// followed.
class JwsChecker final : public CredentialChecker {
 public:
  /// `keys` and `verifier` outlive this.
  JwsChecker(Programme programme, const KeyRing& keys, const SignatureVerifier& verifier);

  CheckedCredential check(const std::string& credential, Instant now) const override;

 private:
  std::optional<PublicKey> key_of(const ShownJws& jws) const;
  bool is_signed_by(const ShownJws& jws, const PublicKey& key) const;

  Programme programme_;
  const KeyRing& keys_;
  const SignatureVerifier& verifier_;
};

}  // namespace kiosk::onboarding
