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

/// The key of RFC 7515 appendix A.3 under the name `2026-11` signs; others may be published beside it.
class KnownKeys final : public KeyRing {
 public:
  explicit KnownKeys(std::vector<PublicKey> others = {});
  std::shared_ptr<const SigningKey> signing_key() const override { return key_; }
  std::vector<PublicKey> published() const override;
  const PublicKey& public_key() const { return key_->public_key(); }

 private:
  std::shared_ptr<const SigningKey> key_;
  std::vector<PublicKey> others_;
};

}  // namespace kiosk::test
