#include <set>

#include "contract/samples.hpp"
#include "contract/writer_bench.hpp"

namespace kiosk::test {

namespace {

/// At least one row in each table that keeps history.
Status fill(Tx& tx) {
  const ApplicantId applicant = tx.people().add_applicant(an_applicant(1));
  const StaffId staff = tx.people().add_staff(a_staff_account(1), noon);
  const AttemptId attempt = tx.attempts().add(an_attempt(1, applicant));
  tx.attempts().add_extension(attempt, {seconds{60}, "reason", staff, noon});
  tx.attempts().store_response(attempt, a_response("q1", 1, 1, "a"));
  tx.attempts().add_late_response(attempt, a_response("q1", 1, 2, "a"));
  tx.attempts().add_result(attempt, a_result(Decision::pass));
  const NewApproval approval = an_approval(1, applicant, attempt);
  tx.approvals().add(approval);
  const ApprovalLife before = new_life(approval.record.valid_from, approval.record.valid_until);
  const LifeDecision decision = decide(before, SuspendCommand{ReasonCode::r1}, noon);
  tx.approvals().update(approval.record.id, before, decision.life,
                        {2, decision.change, decision.life.state, decision.reason, "staff:1", staff, noon});
  ApprovalRecord anew = approval.record;
  anew.status_entry.index = 4711;
  tx.approvals().reissue(anew, "signed anew", noon);
  tx.outbox().add(an_event(1));
  tx.audit().add(an_audit_entry(1));
  tx.content().add({ContentKind::bank,
                    "phones",
                    "2026.1",
                    a_digest(1),
                    "bytes",
                    {{"display", a_digest(2), {{"en", a_digest(3)}}}},
                    noon});
  return {};
}

std::string first_column(sqlite::Database& database, const std::string& table) {
  sqlite::Statement row = database.query("SELECT name FROM pragma_table_info(?1) LIMIT 1", table);
  REQUIRE(row.next());
  return row.text(0);
}

bool refuses(sqlite::Database& database, const std::string& sql) {
  try {
    database.run_script(sql.c_str());
    return false;
  } catch (const sqlite::Failure& failure) {
    return failure.kind() == sqlite::FailureKind::refused &&
           std::string{failure.what()}.find("append-only") != std::string::npos;
  }
}

}  // namespace

TEST_CASE("What history must keep can be neither changed, deleted nor replaced", "[contract]") {
  WriterBench bench;
  REQUIRE(bench.open().has_value());
  REQUIRE(bench.run(fill)->has_value());
  sqlite::Database& database = bench.writer().database();

  const std::set<std::string> tables{"content",        "content_versions", "item_hashes",      "translation_hashes",
                                     "forms",          "accepted_rules",   "extensions",       "response_changes",
                                     "late_responses", "results",          "credentials",      "credential_reissues",
                                     "retired_places", "events",           "approval_changes", "audit"};
  for (const std::string& table : tables) {
    INFO(table);
    const std::string column = first_column(database, table);
    CHECK(refuses(database, "DELETE FROM " + table));
    CHECK(refuses(database, "UPDATE " + table + " SET " + column + " = " + column));
  }
  CHECK(refuses(database, "INSERT OR REPLACE INTO events SELECT * FROM events"));
  CHECK(refuses(database, "INSERT OR REPLACE INTO credentials SELECT * FROM credentials"));
}

TEST_CASE("Answers and the log of deliveries can be deleted once they are past due, and not a moment before",
          "[contract]") {
  WriterBench bench;
  REQUIRE(bench.open().has_value());
  const Instant end = noon + seconds{2000};
  REQUIRE(bench
              .run([&](Tx& tx) -> Status {
                const ApplicantId applicant = tx.people().add_applicant(an_applicant(1));
                Attempt attempt = an_attempt(1, applicant).attempt;
                attempt.row = tx.attempts().add(an_attempt(1, applicant));
                tx.attempts().store_response(attempt.row, a_response("q1", 1, 1, "a"));
                tx.attempts().add_late_response(attempt.row, a_response("q1", 1, 2, "a"));
                tx.attempts().update(attempt, handed_in(started(attempt, noon), end));
                return {};
              })
              ->has_value());
  sqlite::Database& database = bench.writer().database();
  database.run_script(
      "INSERT INTO webhook_endpoints VALUES (1, 'e', 'u', '', '', 0, NULL, hex(zeroblob(16)), '', NULL, 0, 0, 0, NULL,"
      " NULL, NULL);"
      "INSERT INTO deliveries VALUES (1, 1, 'v', 't', 's', NULL, 'b', 0, 'delivered', 1, 0, NULL, NULL, 200, '');");
  database.run("INSERT INTO delivery_attempts VALUES (1, 1, ?1, 'delivered', 200, 1, '')", end);

  const std::pair<const char*, const char*> tables[]{
      {"response_changes", answers_kept_from_setting},
      {"late_responses", answers_kept_from_setting},
      {"delivery_attempts", delivery_attempts_kept_from_setting},
  };
  for (const auto& [table, setting] : tables) {
    INFO(table);
    const std::string sql = std::string{"DELETE FROM "} + table;
    database.run("DELETE FROM settings WHERE name = ?1", std::string_view{setting});
    CHECK(refuses(database, sql));
    bench.set(setting, std::to_string(to_unix_ms(end)));
    CHECK(refuses(database, sql));
    bench.set(setting, std::to_string(to_unix_ms(end) + 1));
    CHECK_FALSE(refuses(database, sql));
  }
}

TEST_CASE("The database refuses states that cannot be", "[contract]") {
  WriterBench bench;
  REQUIRE(bench.open().has_value());
  REQUIRE(bench.run(fill)->has_value());
  const std::string change = GENERATE(
      as<std::string>{}, "UPDATE attempts SET state = 'paused'", "UPDATE attempts SET state = 'open'",
      "UPDATE attempts SET due_ms = NULL", "UPDATE attempts SET number = 0", "UPDATE attempts SET decision = 'maybe'",
      "UPDATE attempts SET number = 'one'", "UPDATE attempts SET applicant = 99", "UPDATE approvals SET state = 'lost'",
      "UPDATE responses SET marked = 2", "DELETE FROM approvals", "UPDATE approvals SET reason = 'R4'",
      "UPDATE approvals SET supersedes = 99", "UPDATE approvals SET noticed_days = 8", "DELETE FROM applicants",
      "UPDATE staff SET role = 'king'");
  INFO(change);
  CHECK_THROWS_AS(bench.writer().database().run_script(change.c_str()), sqlite::Failure);
}

}  // namespace kiosk::test
