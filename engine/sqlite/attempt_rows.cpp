#include "sqlite/attempt_rows.hpp"

#include "json/stored.hpp"

namespace kiosk::sqlite {

namespace {

const std::string select_attempts =
    "SELECT attempt, public_id, applicant, exam, exam_version, number, state, time_limit_s, grace_s, prepared_lapse_s,"
    " late_evidence_s, extension_s, prepared_ms, started_ms, ended_ms, epoch, last_revision FROM attempts ";

Attempt attempt_at(const Statement& row) {
  Attempt attempt;
  attempt.row = row_id_at<AttemptId>(row, 0);
  attempt.id = uuid_at(row, 1);
  attempt.applicant = row_id_at<ApplicantId>(row, 2);
  attempt.exam = row.text(3);
  attempt.exam_version = row.text(4);
  attempt.number = int_at(row, 5);
  attempt.state = stored(parse_attempt_state(row.text(6)), "attempt state");
  attempt.timing = {seconds_at(row, 7), seconds_at(row, 8), seconds_at(row, 9), seconds_at(row, 10)};
  attempt.extension = seconds_at(row, 11);
  attempt.prepared_at = instant_at(row, 12);
  attempt.started_at = optional_instant_at(row, 13);
  attempt.ended_at = optional_instant_at(row, 14);
  attempt.epoch = int_at(row, 15);
  attempt.last_revision = int_at(row, 16);
  return attempt;
}

std::optional<Attempt> first(Statement rows) {
  if (!rows.next()) return std::nullopt;
  return attempt_at(rows);
}

std::vector<Attempt> all(Statement rows) {
  std::vector<Attempt> attempts;
  while (rows.next()) attempts.push_back(attempt_at(rows));
  return attempts;
}

/// Columns: version, result, reason, created_ms.
StoredResult result_at(const Statement& row) {
  return {int_at(row, 0), stored(json::decode_result(row.text(1)), "result"), row.text(2), instant_at(row, 3)};
}

/// When the attempt must be closed though nobody comes.
std::optional<Instant> due_at(const Attempt& attempt) {
  switch (attempt.state) {
    case AttemptState::prepared: return attempt.lapses_at();
    case AttemptState::open: return attempt.accepts_until();
    case AttemptState::submitted:
    case AttemptState::expired: return std::nullopt;
  }
  return std::nullopt;
}

/// The usual change: responses were stored.
bool only_revision_changed(const Attempt& before, const Attempt& after) {
  Attempt saved = before;
  saved.last_revision = after.last_revision;
  return saved == after;
}

}  // namespace

std::optional<Attempt> SqliteAttemptRows::find(const Uuid& id, ApplicantId owner) const {
  static const std::string sql = select_attempts + "WHERE public_id = ?1 AND applicant = ?2";
  return first(database_.query(sql, id, owner));
}

std::optional<Attempt> SqliteAttemptRows::find(const Uuid& id) const {
  static const std::string sql = select_attempts + "WHERE public_id = ?1";
  return first(database_.query(sql, id));
}

std::optional<Attempt> SqliteAttemptRows::live(ApplicantId owner, const std::string& exam) const {
  static const std::string sql =
      select_attempts + "WHERE applicant = ?1 AND exam = ?2 AND state IN ('prepared', 'open')";
  return first(database_.query(sql, owner, exam));
}

std::vector<Attempt> SqliteAttemptRows::all_of(ApplicantId owner) const {
  static const std::string sql = select_attempts + "WHERE applicant = ?1 ORDER BY attempt";
  return all(database_.query(sql, owner));
}

std::vector<Attempt> SqliteAttemptRows::overdue(Instant now, int limit) const {
  static const std::string sql = select_attempts + "WHERE due_ms <= ?1 ORDER BY due_ms, attempt LIMIT ?2";
  return all(database_.query(sql, now, limit));
}

LiveAttempts SqliteAttemptRows::live_counts() const {
  // Exactly the live ones have a due time, and an index by it.
  Statement found = database_.query(
      "SELECT COUNT(*) FILTER (WHERE state = 'prepared'), COUNT(*) FILTER (WHERE state = 'open') FROM attempts"
      " WHERE due_ms IS NOT NULL");
  if (!found.next()) unreadable("count of attempts");
  return {found.integer(0), found.integer(1)};
}

Form SqliteAttemptRows::form(AttemptId row) const {
  Statement found = database_.query("SELECT form FROM forms WHERE attempt = ?1", row);
  if (!found.next()) unreadable("form");
  return stored(json::decode_form(found.text(0)), "form");
}

std::vector<AcceptedRule> SqliteAttemptRows::accepted_rules(AttemptId row) const {
  Statement found =
      database_.query("SELECT rule, version FROM accepted_rules WHERE attempt = ?1 ORDER BY position", row);
  std::vector<AcceptedRule> rules;
  while (found.next()) rules.push_back({found.text(0), int_at(found, 1)});
  return rules;
}

std::vector<Extension> SqliteAttemptRows::extensions(AttemptId row) const {
  Statement found = database_.query(
      "SELECT extra_s, reason, granted_by, granted_ms FROM extensions WHERE attempt = ?1 ORDER BY extension", row);
  std::vector<Extension> extensions;
  while (found.next()) {
    extensions.push_back({seconds_at(found, 0), found.text(1), row_id_at<StaffId>(found, 2), instant_at(found, 3)});
  }
  return extensions;
}

AttemptId SqliteAttemptRows::add(const NewAttempt& fresh) {
  const Attempt& attempt = fresh.attempt;
  const int added = database_.run(
      "INSERT INTO attempts (public_id, applicant, exam, exam_version, number, state, time_limit_s, grace_s,"
      " prepared_lapse_s, late_evidence_s, extension_s, prepared_ms, started_ms, ended_ms, epoch, last_revision,"
      " due_ms, language, region)"
      " SELECT ?1, applicant, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, region"
      " FROM applicants WHERE applicant = ?2",
      attempt.id, attempt.applicant, attempt.exam, attempt.exam_version, attempt.number, state_name(attempt.state),
      attempt.timing.time_limit, attempt.timing.grace, attempt.timing.prepared_lapse, attempt.timing.late_evidence,
      attempt.extension, attempt.prepared_at, attempt.started_at, attempt.ended_at, attempt.epoch,
      attempt.last_revision, due_at(attempt), fresh.form.language);
  expect_one_row(added, "attempt of an applicant");
  const AttemptId row{database_.last_row()};
  database_.run("INSERT INTO forms (attempt, form) VALUES (?1, ?2)", row, json::encode_form(fresh.form));
  int position = 0;
  for (const AcceptedRule& rule : fresh.accepted_rules) {
    database_.run("INSERT INTO accepted_rules (attempt, position, rule, version) VALUES (?1, ?2, ?3, ?4)", row,
                  ++position, rule.rule, rule.version);
  }
  return row;
}

void SqliteAttemptRows::update(const Attempt& before, const Attempt& after) {
  if (only_revision_changed(before, after)) {
    expect_one_row(
        database_.run("UPDATE attempts SET last_revision = ?1 WHERE attempt = ?2 AND state = ?3 AND epoch = ?4"
                      " AND last_revision = ?5",
                      after.last_revision, before.row, state_name(before.state), before.epoch, before.last_revision),
        "attempt as it was");
    return;
  }
  expect_one_row(
      database_.run("UPDATE attempts SET state = ?1, extension_s = ?2, started_ms = ?3, ended_ms = ?4, epoch = ?5,"
                    " last_revision = ?6, due_ms = ?7"
                    " WHERE attempt = ?8 AND state = ?9 AND extension_s = ?10 AND started_ms IS ?11 AND ended_ms IS ?12"
                    " AND epoch = ?13 AND last_revision = ?14",
                    state_name(after.state), after.extension, after.started_at, after.ended_at, after.epoch,
                    after.last_revision, due_at(after), before.row, state_name(before.state), before.extension,
                    before.started_at, before.ended_at, before.epoch, before.last_revision),
      "attempt as it was");
}

void SqliteAttemptRows::add_extension(AttemptId row, const Extension& extension) {
  database_.run("INSERT INTO extensions (attempt, extra_s, reason, granted_by, granted_ms) VALUES (?1, ?2, ?3, ?4, ?5)",
                row, extension.extra, extension.reason, extension.granted_by, extension.granted_at);
}

std::optional<StoredResult> SqliteAttemptRows::result(AttemptId row) const {
  Statement found = database_.query(
      "SELECT version, result, reason, created_ms FROM results WHERE attempt = ?1 ORDER BY version DESC LIMIT 1", row);
  if (!found.next()) return std::nullopt;
  return result_at(found);
}

std::vector<StoredResult> SqliteAttemptRows::results(AttemptId row) const {
  Statement found = database_.query(
      "SELECT version, result, reason, created_ms FROM results WHERE attempt = ?1 ORDER BY version", row);
  std::vector<StoredResult> results;
  while (found.next()) results.push_back(result_at(found));
  return results;
}

void SqliteAttemptRows::add_result(AttemptId row, const StoredResult& result) {
  database_.run("INSERT INTO results (attempt, version, result, reason, created_ms) VALUES (?1, ?2, ?3, ?4, ?5)", row,
                result.version, json::encode_result(result.result), result.reason, result.created_at);
  expect_one_row(
      database_.run("UPDATE attempts SET decision = ?1 WHERE attempt = ?2", decision_name(result.result.decision), row),
      "attempt of a result");
}

}  // namespace kiosk::sqlite
