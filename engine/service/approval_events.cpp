#include "service/approval_events.hpp"

#include "base/hex.hpp"

namespace kiosk {

void emit_event(Tx& tx, const Context& context, const EventFacts& facts, const ApprovalRecord& approval,
                const std::string& credential, Instant now) {
  ApprovalEvent event;
  event.id = "evt_" + to_hex(Uuid::time_ordered(now, context.entropy.uuid_bytes()).bytes());
  event.kind = facts.kind;
  event.time = now;
  event.sequence = tx.outbox().next_sequence();
  event.approval = approval;
  event.credential = credential;
  event.reason = facts.reason;
  event.recertify_by = facts.recertify_by;
  tx.outbox().add({event.sequence, event.id, context.credentials.event_type(event.kind),
                   "approvals/" + approval.id.text(), context.credentials.event_body(event), now});
}

}  // namespace kiosk
