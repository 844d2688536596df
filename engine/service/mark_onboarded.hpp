#pragma once

#include <string>

#include "service/sign_ins.hpp"

namespace kiosk {

struct MarkOnboardedCommand {
  std::string bearer;
  Uuid approval;
  std::string external_id;  ///< what the onboarding flow calls the partner; may be empty
};

struct MarkedOnboarded {
  OnboardingMark mark;
  bool first = false;  ///< there was no mark before
};

/// The onboarding flow says that it has acted on an approval. The same words again change nothing, whatever has
/// become of the approval. Errors: `token_invalid`, `not_allowed`, `approval_unknown`; `approval_state` when it is
/// revoked, expired or superseded: nobody is to be taken in on its word.
Result<MarkedOnboarded> mark_onboarded(Tx& tx, const Context& context, const MarkOnboardedCommand& command,
                                       Instant now);

}  // namespace kiosk
