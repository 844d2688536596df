#pragma once

#include "approval/lifecycle.hpp"

namespace kiosk {

struct ShownRule {
  AcceptedRule accepted;
  LocalizedText title;
};

/// What anybody may see of an approval who has the link to its public page.
struct PublicApproval {
  ApprovalRecord record;             ///< with the state as of now
  std::optional<ReasonCode> reason;  ///< of a suspension or revocation
  LocalizedText region;              ///< name of the region, its country's after it
  LocalizedText exam;                ///< title
  std::vector<ShownRule> rules;
  std::string page_token;
  std::string holder;  ///< the name; empty when it is not to be seen
  Instant as_of;
};

}  // namespace kiosk
