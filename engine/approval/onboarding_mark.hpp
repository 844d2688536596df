#pragma once

#include <string>

#include "base/ids.hpp"

namespace kiosk {

/// The onboarding flow has acted on an approval: the loop is closed.
struct OnboardingMark {
  std::string external_id;  ///< what the onboarding flow calls the partner; may be empty
  std::string token_id;     ///< of the machine that said so last
  Instant first_at;
  Instant changed_at;
};

/// An active approval that nobody has marked for so long raises an alarm.
inline constexpr seconds onboarding_expected_within{24 * 3600};

}  // namespace kiosk
