#include "onboarding/credential_writer.hpp"

#include <utility>

#include "onboarding/credential.hpp"
#include "onboarding/event_body.hpp"
#include "onboarding/jose.hpp"

namespace kiosk::onboarding {

OpenBadgeWriter::OpenBadgeWriter(Programme programme, const KeyRing& keys)
    : programme_(std::move(programme)), keys_(keys) {}

std::string OpenBadgeWriter::credential(const ApprovalRecord& approval, const Exam& exam) const {
  return compact_jws(programme_, keys_, credential_jws, credential_payload(programme_, approval, exam));
}

std::string OpenBadgeWriter::signed_with(std::string_view credential) const { return key_name_in(credential); }

std::string OpenBadgeWriter::event_body(const ApprovalEvent& event) const {
  return onboarding::event_body(programme_, event);
}

std::string OpenBadgeWriter::event_type(ApprovalEventKind kind) const {
  return onboarding::event_type(programme_, kind);
}

FrozenEvent OpenBadgeWriter::test_event(const EndpointTest& test) const {
  return onboarding::test_event(programme_, test);
}

}  // namespace kiosk::onboarding
