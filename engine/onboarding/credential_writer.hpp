#pragma once

#include "onboarding/programme.hpp"
#include "ports/credential_writer.hpp"
#include "ports/key_ring.hpp"

namespace kiosk::onboarding {

/// Open Badges 3.0 on W3C VC 2.0 as compact JWS (ES256), events as CloudEvents 1.0.
class OpenBadgeWriter final : public CredentialWriter {
 public:
  OpenBadgeWriter(Programme programme, const KeyRing& keys);

  std::string credential(const ApprovalRecord& approval, const Exam& exam) const override;
  std::string signed_with(std::string_view credential) const override;
  std::string event_body(const ApprovalEvent& event) const override;
  std::string event_type(ApprovalEventKind kind) const override;
  FrozenEvent test_event(const EndpointTest& test) const override;

 private:
  Programme programme_;
  const KeyRing& keys_;
};

}  // namespace kiosk::onboarding
