#include "sqlite/audit_rows.hpp"

namespace kiosk::sqlite {

namespace {

AuditEntry entry_at(const Statement& row) {
  return {row.integer(0), instant_at(row, 1), row.text(2),       row.text(3),
          row.text(4),    row.text(5),        digest_at(row, 6), digest_at(row, 7)};
}

}  // namespace

std::optional<AuditEntry> SqliteAuditRows::last() const {
  Statement row = database_.query(
      "SELECT number, time_ms, actor, act, subject, details, previous_hash, hash FROM audit"
      " ORDER BY number DESC LIMIT 1");
  if (!row.next()) return std::nullopt;
  return entry_at(row);
}

void SqliteAuditRows::each(std::int64_t after, const std::function<bool(const AuditEntry&)>& visit) const {
  Statement row = database_.query(
      "SELECT number, time_ms, actor, act, subject, details, previous_hash, hash FROM audit"
      " WHERE number > ?1 ORDER BY number",
      after);
  while (row.next() && visit(entry_at(row))) {
  }
}

void SqliteAuditRows::add(const AuditEntry& entry) {
  database_.run(
      "INSERT INTO audit (number, time_ms, actor, act, subject, details, previous_hash, hash)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      entry.number, entry.time, entry.actor, entry.act, entry.subject, entry.details, entry.previous, entry.hash);
}

}  // namespace kiosk::sqlite
