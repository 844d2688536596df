#include "service/audit.hpp"

namespace kiosk {

namespace {

void add_field(std::string& text, const std::string& field) {
  text += std::to_string(field.size());
  text += ':';
  text += field;
}

Digest entry_hash(const Hasher& hasher, const AuditEntry& entry) {
  std::string text;
  add_field(text, std::to_string(entry.number));
  add_field(text, std::to_string(to_unix_ms(entry.time)));
  add_field(text, entry.actor);
  add_field(text, entry.act);
  add_field(text, entry.subject);
  add_field(text, entry.details);
  add_field(text, entry.previous.hex());
  return hasher.sha256(text);
}

}  // namespace

std::string actor(const Applicant& applicant) { return "applicant:" + applicant.id.text(); }
std::string actor(const StaffMember& staff) { return "staff:" + staff.id.text(); }

void append_audit(Tx& tx, const Hasher& hasher, const AuditAct& act, Instant now) {
  const std::optional<AuditEntry> last = tx.audit().last();
  AuditEntry entry;
  entry.number = last ? last->number + 1 : 1;
  entry.time = now;
  entry.actor = act.actor;
  entry.act = act.act;
  entry.subject = act.subject;
  entry.details = act.details;
  if (last) entry.previous = last->hash;
  entry.hash = entry_hash(hasher, entry);
  tx.audit().add(entry);
}

Result<AuditCheck> verify_audit(const ReadTx& tx, const Hasher& hasher, const AuditCheck& so_far, int limit) {
  AuditCheck check = so_far;
  bool whole = true;
  tx.audit().each(so_far.entries, [&](const AuditEntry& entry) {
    whole =
        entry.number == check.entries + 1 && entry.previous == check.head && entry.hash == entry_hash(hasher, entry);
    if (!whole) return false;
    check.entries = entry.number;
    check.head = entry.hash;
    return check.entries - so_far.entries < limit;
  });
  if (!whole) {
    return failure(ErrorCode::store_failed, "the audit chain breaks at entry " + std::to_string(check.entries + 1));
  }
  return check;
}

}  // namespace kiosk
