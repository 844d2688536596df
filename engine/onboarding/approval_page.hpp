#pragma once

#include <string>

#include "approval/public_approval.hpp"
#include "onboarding/programme.hpp"

/// Pages for whoever follows the link of an approval. HTML without script; every text from outside is escaped.
namespace kiosk::onboarding {

std::string approval_page(const Programme& programme, const PublicApproval& approval, const Language& language);

/// For a link that leads to no approval.
std::string unknown_approval_page(const Programme& programme, const Language& language);

}  // namespace kiosk::onboarding
