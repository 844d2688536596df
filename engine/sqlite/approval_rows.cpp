#include "sqlite/approval_rows.hpp"

#include "base/planted_fault.hpp"
#include "json/stored.hpp"

namespace kiosk::sqlite {

namespace {

/// Columns: record, state, revision. What may change stands in the columns.
ApprovalRecord approval_at(const Statement& row) {
  ApprovalRecord record = stored(json::decode_approval(row.text(0)), "approval");
  record.state = stored(parse_approval_state(row.text(1)), "approval state");
  record.revision = int_at(row, 2);
  return record;
}

std::optional<ApprovalRecord> first(Statement rows) {
  if (!rows.next()) return std::nullopt;
  return approval_at(rows);
}

/// The row stays locked until the transaction ends, and goes back with it.
std::int64_t count_up(Database& database, std::string_view counter) {
  Statement row = database.query("UPDATE counters SET value = value + 1 WHERE name = ?1 RETURNING value", counter);
  if (!row.next()) unreadable("counter");
  return row.integer(0);
}

/// Active approvals that the onboarding flow has not marked, issued before `instant`, an SQL expression.
std::string unmarked_before(const std::string& instant) {
  return "state = 'active' AND onboarded = 0 AND issued_ms < " + instant;
}

/// `due_ms` stands for "active or suspended" and is never later than the end: it narrows by its index.
std::string condition_of(ApprovalNeed need, Instant time) {
  const std::string ms = std::to_string(to_unix_ms(time));
  switch (need) {
    case ApprovalNeed::onboarding: return unmarked_before(ms);
    case ApprovalNeed::second_person: return "revocation_by IS NOT NULL";
    case ApprovalNeed::renewal: return "due_ms IS NOT NULL AND due_ms <= " + ms + " AND valid_until_ms <= " + ms;
    case ApprovalNeed::recertification: return "due_ms IS NOT NULL AND recertify_by_ms IS NOT NULL";
  }
  return {};
}

bool is_by_end(const ApprovalSearch& search) {
  return search.need == ApprovalNeed::renewal || search.need == ApprovalNeed::recertification;
}

/// WHERE and its values. The SQL has the conditions that are asked for and no others, so that the indexes fit.
class SearchConditions {
 public:
  explicit SearchConditions(const ApprovalSearch& search) {
    if (search.id) sql_ += " AND public_id = " + next(search.id->text());
    if (search.state) {
      sql_ += " AND state = " + next(std::string{state_name(*search.state)});
      if (search.state != ApprovalState::active) sql_ += " AND state <> 'active'";  // names the partial index
    }
    if (!search.number_start.empty()) {
      sql_ += " AND number >= " + next(search.number_start) + " AND number < " + next(search.number_start + "\x7F");
    }
    std::string regions;
    for (const std::string& region : search.regions) regions += (regions.empty() ? "" : ", ") + next(region);
    if (!regions.empty()) sql_ += " AND region IN (" + regions + ")";
    if (search.need) sql_ += " AND " + condition_of(*search.need, search.need_time);
    if (!search.after) return;
    const std::string row = " FROM approvals WHERE public_id = " + next(search.after->text()) + ")";
    sql_ += is_by_end(search) ? " AND (valid_until_ms, approval) > (SELECT valid_until_ms, approval" + row
                              : " AND approval < (SELECT approval" + row;
  }

  Statement query(Database& database, const std::string& columns, const std::string& rest) const {
    Statement rows = database.prepare_once("SELECT " + columns + " FROM approvals WHERE true" + sql_ + rest);
    for (std::size_t i = 0; i < values_.size(); ++i) rows.bind_text(static_cast<int>(i + 1), values_[i]);
    return rows;
  }

 private:
  std::string next(std::string value) {
    values_.push_back(std::move(value));
    return "?" + std::to_string(values_.size());
  }

  std::string sql_;
  std::vector<std::string> values_;
};

}  // namespace

std::optional<ApprovalRecord> SqliteApprovalRows::find(const Uuid& id) const {
  return first(database_.query("SELECT record, state, revision FROM approvals WHERE public_id = ?1", id));
}

std::optional<ApprovalRecord> SqliteApprovalRows::of_attempt(AttemptId attempt) const {
  return first(database_.query("SELECT record, state, revision FROM approvals WHERE attempt = ?1", attempt));
}

std::vector<ApprovalRecord> SqliteApprovalRows::of_applicant(ApplicantId applicant) const {
  Statement rows = database_.query(
      "SELECT record, state, revision FROM approvals WHERE applicant = ?1 ORDER BY approval", applicant);
  std::vector<ApprovalRecord> approvals;
  while (rows.next()) approvals.push_back(approval_at(rows));
  return approvals;
}

std::optional<std::string> SqliteApprovalRows::credential(const Uuid& id) const {
  Statement row = database_.query(
      "SELECT coalesce((SELECT r.credential FROM credential_reissues AS r WHERE r.approval = credentials.approval"
      " ORDER BY r.issue DESC LIMIT 1), credentials.credential)"
      " FROM approvals JOIN credentials USING (approval) WHERE public_id = ?1",
      id);
  if (!row.next()) return std::nullopt;
  return row.text(0);
}

std::optional<VerifyPage> SqliteApprovalRows::verify_page(const Uuid& id) const {
  Statement row = database_.query(
      "SELECT token, applicant, name_shown FROM verify_pages JOIN approvals USING (approval) WHERE public_id = ?1", id);
  if (!row.next()) return std::nullopt;
  return VerifyPage{row.text(0), row_id_at<ApplicantId>(row, 1), row.integer(2) != 0};
}

std::optional<Uuid> SqliteApprovalRows::of_page(const std::string& token) const {
  Statement row =
      database_.query("SELECT public_id FROM verify_pages JOIN approvals USING (approval) WHERE token = ?1", token);
  if (!row.next()) return std::nullopt;
  return uuid_at(row, 0);
}

bool SqliteApprovalRows::status_index_taken(const StatusEntry& entry) const {
  return database_
      .query(
          "SELECT 1 FROM approvals WHERE status_list = ?1 AND status_index = ?2"
          " UNION ALL SELECT 1 FROM retired_places WHERE status_list = ?1 AND status_index = ?2",
          entry.list, entry.index)
      .next();
}

std::int64_t SqliteApprovalRows::row_of(const Uuid& id) const {
  Statement row = database_.query("SELECT approval FROM approvals WHERE public_id = ?1", id);
  if (!row.next()) unreadable("approval that another refers to");
  return row.integer(0);
}

std::vector<ApprovalRecord> SqliteApprovalRows::search(const ApprovalSearch& search) const {
  const std::string order = is_by_end(search) ? " ORDER BY valid_until_ms, approval" : " ORDER BY approval DESC";
  Statement rows = SearchConditions{search}.query(database_, "record, state, revision",
                                                  order + " LIMIT " + std::to_string(search.limit));
  std::vector<ApprovalRecord> approvals;
  while (rows.next()) approvals.push_back(approval_at(rows));
  return approvals;
}

std::int64_t SqliteApprovalRows::count(const ApprovalSearch& search) const {
  Statement row = SearchConditions{search}.query(database_, "count(*)", {});
  row.next();
  return row.integer(0);
}

std::int64_t SqliteApprovalRows::next_number() { return count_up(database_, "approval-number"); }

void SqliteApprovalRows::add(const NewApproval& fresh) {
  const ApprovalRecord& record = fresh.record;
  const ApprovalLife life = new_life(record.valid_from, record.valid_until);
  std::optional<std::int64_t> supersedes;
  if (record.supersedes) supersedes = row_of(*record.supersedes);
  database_.run(
      "INSERT INTO approvals (public_id, number, applicant, attempt, result_version, status_list, status_index, state,"
      " revision, valid_until_ms, record, exam, exam_version, region, supersedes, noticed_days, due_ms, issued_ms)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
      record.id, record.number, fresh.applicant, fresh.attempt, fresh.result_version, record.status_entry.list,
      record.status_entry.index, state_name(life.state), life.revision, record.valid_until,
      json::encode_approval(record), record.exam, record.exam_version, record.region, supersedes, life.noticed_days,
      next_due(life), record.awarded_at);
  const std::int64_t approval = database_.last_row();
  database_.run("INSERT INTO credentials (approval, credential) VALUES (?1, ?2)", approval, fresh.credential);
  database_.run("INSERT INTO verify_pages (approval, token, name_shown) VALUES (?1, ?2, 0)", approval,
                fresh.page_token);
}

void SqliteApprovalRows::set_name_shown(const Uuid& id, bool shown) {
  const int changed = database_.run(
      "UPDATE verify_pages SET name_shown = ?2"
      " WHERE approval = (SELECT approval FROM approvals WHERE public_id = ?1)",
      id, shown ? 1 : 0);
  expect_one_row(changed, "public page");
}

void SqliteApprovalRows::reissue(const ApprovalRecord& record, const std::string& credential, Instant now) {
  const std::int64_t approval = row_of(record.id);
  if (!planted(PlantedFault::old_place_kept)) {
    database_.run(
        "INSERT INTO retired_places (status_list, status_index)"
        " SELECT status_list, status_index FROM approvals WHERE approval = ?1",
        approval);
  }
  database_.run("UPDATE approvals SET status_list = ?2, status_index = ?3, record = ?4 WHERE approval = ?1", approval,
                record.status_entry.list, record.status_entry.index, json::encode_approval(record));
  database_.run(
      "INSERT INTO credential_reissues (approval, issue, credential, reissued_ms)"
      " SELECT ?1, coalesce(max(issue), 0) + 1, ?2, ?3 FROM credential_reissues WHERE approval = ?1",
      approval, credential, now);
}

std::optional<OnboardingMark> SqliteApprovalRows::onboarding_mark(const Uuid& id) const {
  Statement row = database_.query(
      "SELECT external_id, token_id, first_ms, changed_ms FROM onboarding_marks JOIN approvals USING (approval)"
      " WHERE public_id = ?1",
      id);
  if (!row.next()) return std::nullopt;
  return OnboardingMark{row.text(0), row.text(1), instant_at(row, 2), instant_at(row, 3)};
}

void SqliteApprovalRows::set_onboarding_mark(const Uuid& id, const OnboardingMark& mark) {
  database_.run(
      "INSERT INTO onboarding_marks (approval, external_id, token_id, first_ms, changed_ms)"
      " VALUES ((SELECT approval FROM approvals WHERE public_id = ?1), ?2, ?3, ?4, ?5)"
      " ON CONFLICT (approval) DO UPDATE SET external_id = ?2, token_id = ?3, changed_ms = ?5",
      id, mark.external_id, mark.token_id, mark.first_at, mark.changed_at);
}

std::int64_t SqliteApprovalRows::count_unmarked(Instant issued_before) const {
  Statement row = database_.query("SELECT count(*) FROM approvals WHERE " + unmarked_before("?1"), issued_before);
  row.next();
  return row.integer(0);
}

std::int64_t SqliteOutboxRows::head() const {
  Statement row = database_.query("SELECT coalesce(max(sequence), 0) FROM events");
  row.next();
  return row.integer(0);
}

std::optional<std::int64_t> SqliteOutboxRows::sequence_of(const std::string& event_id) const {
  Statement row = database_.query("SELECT sequence FROM events WHERE id = ?1", event_id);
  if (!row.next()) return std::nullopt;
  return row.integer(0);
}

void SqliteOutboxRows::each(std::int64_t after, int limit, const std::function<bool(const OutboxEvent&)>& visit) const {
  Statement row = database_.query(
      "SELECT sequence, id, type, subject, body, created_ms FROM events WHERE sequence > ?1"
      " ORDER BY sequence LIMIT ?2",
      after, limit);
  OutboxEvent event;  // one for all: a page of the feed has a thousand bodies of several kB
  while (row.next()) {
    event.sequence = row.integer(0);
    event.id = row.view(1);
    event.type = row.view(2);
    event.subject = row.view(3);
    event.body = row.view(4);
    event.created_at = instant_at(row, 5);
    if (!visit(event)) return;
  }
}

std::vector<std::string> SqliteOutboxRows::ids(std::int64_t from, std::int64_t to) const {
  Statement row = database_.query("SELECT id FROM events WHERE sequence BETWEEN ?1 AND ?2 ORDER BY sequence", from, to);
  std::vector<std::string> ids;
  while (row.next()) ids.push_back(row.text(0));
  return ids;
}

std::vector<EventCount> SqliteOutboxRows::counts() const {
  Statement row = database_.query("SELECT type, count FROM event_counts ORDER BY type");
  std::vector<EventCount> counts;
  while (row.next()) counts.push_back({row.text(0), row.integer(1)});
  return counts;
}

std::int64_t SqliteOutboxRows::next_sequence() { return count_up(database_, "event-sequence"); }

void SqliteOutboxRows::add(const OutboxEvent& event) {
  database_.run("INSERT INTO events (sequence, id, type, subject, body, created_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                event.sequence, event.id, event.type, event.subject, event.body, event.created_at);
}

}  // namespace kiosk::sqlite
