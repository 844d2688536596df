#pragma once

#include "base/ids.hpp"
#include "onboarding/programme.hpp"
#include "onboarding/shown_jws.hpp"

namespace kiosk::onboarding {

/// What of a credential decides whether it is in force.
struct ShownCredential {
  Uuid approval;
  Instant valid_from;
  Instant valid_until;
};

/// Reads the payload of a credential as we write it: the contexts and types of Open Badges 3.0, our issuer, the
/// subject with its achievement, one status entry, times in whole seconds UTC, and every claim equal to its property
/// (approvals.md §1.2). Nothing when any of that is otherwise.
std::optional<ShownCredential> read_credential(const Programme& programme, const json::Value& payload);

}  // namespace kiosk::onboarding
