#pragma once

#include "approval/event.hpp"
#include "crypto/es256_key.hpp"
#include "onboarding/programme.hpp"

namespace kiosk::test {

/// `https://cert.example`, all else as it ships.
onboarding::Programme sample_programme();

/// A pass of the sample exam (tests/support) in Guangdong: 33 of 40 points, 2026-11-22 to 2027-11-22.
ApprovalRecord sample_approval();

/// Event 42, of the sample approval; the credential is a stand-in.
ApprovalEvent sample_event();

/// Signs with the key of RFC 7515 appendix A.3 under the name `2026-11`.
class KnownSigner final : public Signer {
 public:
  KnownSigner();
  const PublicKey& public_key() const override { return public_key_; }
  crypto::Es256Signature sign(std::string_view message) const override { return key_.sign(message); }

 private:
  crypto::Es256Key key_;
  PublicKey public_key_;
};

}  // namespace kiosk::test
