#include "sqlite/approval_rows.hpp"

namespace kiosk::sqlite {

namespace {

std::optional<ReasonCode> reason_at(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return stored(parse_reason(row.text(column)), "reason of an approval");
}

std::optional<std::string> reason_text(const std::optional<ReasonCode>& reason) {
  if (!reason) return std::nullopt;
  return std::string{reason_name(*reason)};
}

/// Columns: state, revision, valid_until_ms, reason, recertify_by_ms, noticed_days, revocation_by, revocation_reason,
/// revocation_ms.
ApprovalLife life_at(const Statement& row) {
  ApprovalLife life;
  life.state = stored(parse_approval_state(row.text(0)), "approval state");
  life.revision = int_at(row, 1);
  life.valid_until = instant_at(row, 2);
  life.reason = reason_at(row, 3);
  life.recertify_by = optional_instant_at(row, 4);
  life.noticed_days = int_at(row, 5);
  if (row.is_null(6)) return life;
  life.revocation = RevocationRequest{row_id_at<StaffId>(row, 6), stored(reason_at(row, 7), "reason of a request"),
                                      instant_at(row, 8)};
  return life;
}

std::vector<Uuid> ids_in(Statement rows) {
  std::vector<Uuid> ids;
  while (rows.next()) ids.push_back(uuid_at(rows, 0));
  return ids;
}

}  // namespace

std::optional<ApprovalLife> SqliteApprovalRows::life(const Uuid& id) const {
  Statement row = database_.query(
      "SELECT state, revision, valid_until_ms, reason, recertify_by_ms, noticed_days, revocation_by, revocation_reason,"
      " revocation_ms FROM approvals WHERE public_id = ?1",
      id);
  if (!row.next()) return std::nullopt;
  return life_at(row);
}

std::vector<ApprovalChange> SqliteApprovalRows::history(const Uuid& id) const {
  Statement row = database_.query(
      "SELECT c.revision, c.change, c.state, c.reason, c.actor, c.staff, c.at_ms FROM approval_changes AS c"
      " JOIN approvals USING (approval) WHERE public_id = ?1 ORDER BY c.revision",
      id);
  std::vector<ApprovalChange> changes;
  while (row.next()) {
    ApprovalChange change;
    change.revision = int_at(row, 0);
    change.change = stored(parse_change(row.text(1)), "change of an approval");
    change.state = stored(parse_approval_state(row.text(2)), "approval state");
    change.reason = reason_at(row, 3);
    change.actor = row.text(4);
    if (!row.is_null(5)) change.staff = row_id_at<StaffId>(row, 5);
    change.at = instant_at(row, 6);
    changes.push_back(std::move(change));
  }
  return changes;
}

std::optional<Uuid> SqliteApprovalRows::superseded_by(const Uuid& id) const {
  Statement row = database_.query(
      "SELECT public_id FROM approvals WHERE supersedes = (SELECT approval FROM approvals WHERE public_id = ?1)", id);
  if (!row.next()) return std::nullopt;
  return uuid_at(row, 0);
}

std::vector<Uuid> SqliteApprovalRows::due(Instant now, int limit) const {
  return ids_in(database_.query(
      "SELECT public_id FROM approvals WHERE due_ms IS NOT NULL AND due_ms <= ?1 ORDER BY due_ms LIMIT ?2", now,
      limit));
}

/// `due_ms` stands for "active or suspended".
std::vector<Uuid> SqliteApprovalRows::to_recertify(const std::string& exam, const std::string& version, Instant by,
                                                   const std::optional<Uuid>& after, int limit) const {
  return ids_in(
      database_.query("SELECT public_id FROM approvals WHERE due_ms IS NOT NULL AND exam = ?1 AND exam_version <> ?2"
                      " AND valid_until_ms > ?3 AND recertify_by_ms IS NOT ?3 AND approval > ?4"
                      " ORDER BY approval LIMIT ?5",
                      exam, version, by, after ? row_of(*after) : 0, limit));
}

std::optional<Recertification> SqliteApprovalRows::recertification(const std::string& exam) const {
  Statement row = database_.query("SELECT version, by_ms, asked_ms FROM recertifications WHERE exam = ?1", exam);
  if (!row.next()) return std::nullopt;
  return Recertification{row.text(0), instant_at(row, 1), instant_at(row, 2)};
}

void SqliteApprovalRows::set_recertification(const std::string& exam, const Recertification& asked) {
  database_.run(
      "INSERT INTO recertifications (exam, version, by_ms, asked_ms) VALUES (?1, ?2, ?3, ?4)"
      " ON CONFLICT (exam) DO UPDATE SET version = ?2, by_ms = ?3, asked_ms = ?4",
      exam, asked.version, asked.by, asked.asked_at);
}

std::vector<Uuid> SqliteApprovalRows::in_force(const std::optional<Uuid>& after, int limit) const {
  return ids_in(database_.query(
      "SELECT public_id FROM approvals WHERE due_ms IS NOT NULL AND approval > ?1 ORDER BY approval LIMIT ?2",
      after ? row_of(*after) : 0, limit));
}

std::vector<StatusEntry> SqliteApprovalRows::set_status_entries() const {
  Statement row = database_.query(
      "SELECT status_list, status_index FROM approvals WHERE state IN ('revoked', 'superseded')"
      " UNION ALL SELECT status_list, status_index FROM retired_places ORDER BY status_list, status_index");
  std::vector<StatusEntry> entries;
  while (row.next()) entries.push_back({int_at(row, 0), int_at(row, 1)});
  return entries;
}

std::int64_t SqliteApprovalRows::set_status_count() const {
  Statement row = database_.query("SELECT value FROM counters WHERE name = 'status-bits'");
  if (!row.next()) unreadable("count of status bits");
  return row.integer(0);
}

int SqliteApprovalRows::last_status_list() const {
  Statement row = database_.query("SELECT coalesce(max(status_list), 0) FROM approvals");
  row.next();
  return int_at(row, 0);
}

void SqliteApprovalRows::update(const Uuid& id, const ApprovalLife& before, const ApprovalLife& after,
                                const ApprovalChange& change) {
  const std::int64_t approval = row_of(id);
  std::optional<StaffId> revocation_by;
  std::optional<std::string> revocation_reason;
  std::optional<Instant> revocation_at;
  if (after.revocation) {
    revocation_by = after.revocation->by;
    revocation_reason = reason_text(after.revocation->reason);
    revocation_at = after.revocation->at;
  }
  const int changed = database_.run(
      "UPDATE approvals SET state = ?3, revision = ?4, reason = ?5, recertify_by_ms = ?6, noticed_days = ?7,"
      " due_ms = ?8, revocation_by = ?9, revocation_reason = ?10, revocation_ms = ?11"
      " WHERE approval = ?1 AND revision = ?2",
      approval, before.revision, state_name(after.state), after.revision, reason_text(after.reason), after.recertify_by,
      after.noticed_days, next_due(after), revocation_by, revocation_reason, revocation_at);
  expect_one_row(changed, "approval");
  database_.run(
      "INSERT INTO approval_changes (approval, revision, change, state, reason, actor, staff, at_ms)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      approval, change.revision, change_name(change.change), state_name(change.state), reason_text(change.reason),
      change.actor, change.staff, change.at);
}

}  // namespace kiosk::sqlite
