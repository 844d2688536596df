#pragma once

#include <vector>

#include "onboarding/programme.hpp"
#include "onboarding/shown_jws.hpp"
#include "ports/credential_checker.hpp"
#include "ports/signer.hpp"

namespace kiosk::onboarding {

/// Checks credentials against our own published keys alone: no key, address or algorithm that a credential brings is
/// followed.
class JwsChecker final : public CredentialChecker {
 public:
  /// `verifier` outlives this.
  JwsChecker(Programme programme, std::vector<PublicKey> published, const SignatureVerifier& verifier);

  CheckedCredential check(const std::string& credential, Instant now) const override;

 private:
  const PublicKey* key_of(const ShownJws& jws) const;
  bool is_signed_by(const ShownJws& jws, const PublicKey& key) const;

  Programme programme_;
  std::vector<PublicKey> published_;
  const SignatureVerifier& verifier_;
};

}  // namespace kiosk::onboarding
