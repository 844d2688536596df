#include "sqlite/retention_rows.hpp"

namespace kiosk::sqlite {

namespace {

/// Its first line are the conditions of the index `attempts_with_answers`.
const std::string where_answers_are_past_due =
    " WHERE started_ms IS NOT NULL AND ended_ms IS NOT NULL AND answers_removed_ms IS NULL AND ended_ms < ?1"
    " AND decision <> 'review' AND ended_ms + 1000 * (grace_s + late_evidence_s) <= ?2";

std::int64_t number_in(Statement row) {
  row.next();
  return row.integer(0);
}

}  // namespace

std::vector<AttemptId> SqliteRetentionRows::answers_past_due(Instant ended_before, Instant now, int limit) const {
  static const std::string sql =
      "SELECT attempt FROM attempts" + where_answers_are_past_due + " ORDER BY ended_ms, attempt LIMIT ?3";
  Statement rows = database_.query(sql, ended_before, now, limit);
  std::vector<AttemptId> attempts;
  while (rows.next()) attempts.push_back(row_id_at<AttemptId>(rows, 0));
  return attempts;
}

std::optional<Instant> SqliteRetentionRows::answers_removed_at(AttemptId attempt) const {
  Statement row = database_.query("SELECT answers_removed_ms FROM attempts WHERE attempt = ?1", attempt);
  if (!row.next()) unreadable("attempt");
  return optional_instant_at(row, 0);
}

std::vector<ApplicantId> SqliteRetentionRows::persons_to_look_at(Instant noted_before, int limit) const {
  Statement rows =
      database_.query("SELECT applicant FROM identities WHERE ended_ms < ?1 ORDER BY ended_ms, applicant LIMIT ?2",
                      noted_before, limit);
  std::vector<ApplicantId> persons;
  while (rows.next()) persons.push_back(row_id_at<ApplicantId>(rows, 0));
  return persons;
}

std::int64_t SqliteRetentionRows::count(KeptData data, Instant before, Instant now) const {
  static const std::string count_answers = "SELECT count(*) FROM attempts" + where_answers_are_past_due;
  switch (data) {
    case KeptData::answers: return number_in(database_.query(count_answers, before, now));
    case KeptData::delivery_attempts:
      return number_in(database_.query("SELECT count(*) FROM delivery_attempts WHERE at_ms < ?1", before));
    case KeptData::identities:
      return number_in(database_.query("SELECT count(*) FROM identities WHERE ended_ms < ?1", before));
  }
  return 0;
}

std::int64_t SqliteRetentionRows::remove_answers(AttemptId attempt, Instant now) {
  const std::int64_t removed = database_.run("DELETE FROM response_changes WHERE attempt = ?1", attempt) +
                               database_.run("DELETE FROM responses WHERE attempt = ?1", attempt) +
                               database_.run("DELETE FROM late_responses WHERE attempt = ?1", attempt);
  expect_one_row(database_.run("UPDATE attempts SET answers_removed_ms = ?2 WHERE attempt = ?1 AND ended_ms IS NOT NULL"
                               " AND answers_removed_ms IS NULL",
                               attempt, now),
                 "ended attempt with answers");
  return removed;
}

int SqliteRetentionRows::remove_delivery_attempts(Instant before, int limit) {
  return database_.run(
      "DELETE FROM delivery_attempts WHERE attempt IN"
      " (SELECT attempt FROM delivery_attempts WHERE at_ms < ?1 ORDER BY at_ms, attempt LIMIT ?2)",
      before, limit);
}

void SqliteRetentionRows::note_end(ApplicantId person, Instant end) {
  expect_one_row(database_.run("UPDATE identities SET ended_ms = ?2 WHERE applicant = ?1", person, end), "identity");
}

}  // namespace kiosk::sqlite
