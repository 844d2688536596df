#pragma once

#include "service/context.hpp"

namespace kiosk {

/// What an event tells besides the approval itself.
struct EventFacts {
  ApprovalEventKind kind = ApprovalEventKind::issued;
  std::optional<ReasonCode> reason;
  std::optional<Instant> recertify_by;
};

/// Writes the event into the outbox, in the caller's transaction. `approval` has the state and revision after the
/// change.
void emit_event(Tx& tx, const Context& context, const EventFacts& facts, const ApprovalRecord& approval,
                const std::string& credential, Instant now);

}  // namespace kiosk
