#pragma once

#include <string_view>

namespace kiosk::onboarding {

/// Style sheet of the public pages, in the colours of the applicant's pages.
std::string_view page_style();

}  // namespace kiosk::onboarding
