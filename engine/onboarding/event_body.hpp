#pragma once

#include <string>

#include "approval/event.hpp"
#include "onboarding/programme.hpp"
#include "ports/credential_writer.hpp"

namespace kiosk::onboarding {

/// CloudEvents `type`: `<prefix>.approval.issued.v1`.
std::string event_type(const Programme& programme, ApprovalEventKind kind);

/// CloudEvents 1.0 in structured JSON, one line; `sequence` and `partitionkey` are its extensions of those names. Holds
/// no person: approvals.md §2.1.
std::string event_body(const Programme& programme, const ApprovalEvent& event);

/// A CloudEvent that only says that it is a test: no sequence, since it is not in the feed.
FrozenEvent test_event(const Programme& programme, const EndpointTest& test);

/// JSON Schema (draft 2020-12) of the event's `data`.
std::string event_schema(const Programme& programme);

}  // namespace kiosk::onboarding
