#include "service/personal_trail.hpp"

namespace kiosk {

namespace {

/// Both answer how many were looked at.
int read_audit(const ReadTx& tx, PersonalTrail& trail, int limit) {
  int looked_at = 0;
  tx.audit().each(trail.audit_read, [&](const AuditEntry& entry) {
    if (entry.actor == trail.actor || trail.audit_subjects.contains(entry.subject)) trail.audit.push_back(entry);
    trail.audit_read = entry.number;
    return ++looked_at < limit;
  });
  return looked_at;
}

int read_events(const ReadTx& tx, PersonalTrail& trail, int limit) {
  std::vector<OutboxEvent> events = tx.outbox().after(trail.events_read, limit);
  for (OutboxEvent& event : events) {
    trail.events_read = event.sequence;
    if (trail.event_subjects.contains(event.subject)) trail.events.push_back(std::move(event));
  }
  return static_cast<int>(events.size());
}

}  // namespace

bool read_on(const ReadTx& tx, PersonalTrail& trail, int limit) {
  const int lines = read_audit(tx, trail, limit);
  return read_events(tx, trail, limit) + lines > 0;
}

}  // namespace kiosk
