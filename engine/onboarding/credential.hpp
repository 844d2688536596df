#pragma once

#include <string>

#include "approval/record.hpp"
#include "onboarding/programme.hpp"

namespace kiosk::onboarding {

/// JWT claims set of an Open Badges 3.0 credential (W3C Verifiable Credentials 2.0): approvals.md §1.
/// `exam` is the version that was sat. Times of the approval are whole seconds.
std::string credential_payload(const Programme& programme, const ApprovalRecord& approval, const Exam& exam);

}  // namespace kiosk::onboarding
