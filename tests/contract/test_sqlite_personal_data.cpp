// Goal: whatever the database holds on a person is in the export of that person, and nothing of another one is. A table
// that is added must be told of here: it holds personal data, or the operator's page says why not.

#include <fstream>
#include <set>
#include <sstream>

#include "contract/sample_person.hpp"
#include "contract/writer_bench.hpp"
#include "crypto/keyed_hasher.hpp"
#include "json/personal_data.hpp"

namespace kiosk::test {

namespace {

constexpr const char* own_attempts = "attempt IN (SELECT attempt FROM attempts WHERE applicant = 1)";
constexpr const char* own_approvals = "approval IN (SELECT approval FROM approvals WHERE applicant = 1)";
constexpr const char* about_own_approvals =
    "subject IN (SELECT 'approvals/' || public_id FROM approvals WHERE applicant = 1)";

/// Rows on the person who is applicant 1.
struct PersonalTable {
  std::string name;
  std::string where;
  std::set<std::string> left_out;  ///< columns that do not stand in the export as they are
};

// Left out everywhere: row ids, hashes, who of the staff it was. Answers, results, forms and records are JSON of the
// store, of which the export has the facts; flags are written as true and false.
const std::vector<PersonalTable> personal_tables{
    {"applicants", "applicant = 1", {"applicant"}},
    // `ended_ms` repeats the latest of the times of attempts and approvals.
    {"identities", "applicant = 1", {"applicant", "contact_hash", "ended_ms"}},
    // When a code was made stands in the audit.
    {"candidate_codes", "applicant = 1", {"applicant", "code_hash", "issued_ms"}},
    {"sign_ins", "applicant = 1", {"token_hash", "applicant"}},
    // Periods of the exam that are the same for everybody; `due_ms` follows from the other times.
    {"attempts",
     "applicant = 1",
     {"attempt", "applicant", "prepared_lapse_s", "late_evidence_s", "due_ms", "last_revision"}},
    {"forms", own_attempts, {"attempt", "form"}},
    {"accepted_rules", own_attempts, {"attempt", "position"}},
    {"extensions", own_attempts, {"extension", "attempt", "granted_by"}},
    {"response_changes", own_attempts, {"attempt", "change", "answer", "marked"}},
    {"responses", own_attempts, {"attempt", "answer", "marked"}},
    {"late_responses", own_attempts, {"attempt", "answer", "marked"}},
    {"results", own_attempts, {"attempt", "result"}},
    {"approvals",
     "applicant = 1",
     {"approval", "applicant", "attempt", "record", "supersedes", "due_ms", "revocation_by", "onboarded"}},
    {"credentials", own_approvals, {"approval"}},  // in the event that told of it
    // When it was signed anew stands in the changes.
    {"credential_reissues", own_approvals, {"approval", "issue", "reissued_ms"}},
    {"approval_changes", own_approvals, {"approval", "actor", "staff"}},
    {"onboarding_marks", own_approvals, {"approval", "token_id"}},
    {"verify_pages", own_approvals, {"approval", "name_shown"}},
    {"events", about_own_approvals, {"subject"}},
    {"deliveries", about_own_approvals, {"delivery", "endpoint", "subject", "test_body"}},
    {"delivery_attempts",
     std::string{"delivery IN (SELECT delivery FROM deliveries WHERE "} + about_own_approvals + ")",
     {"attempt", "delivery"}},
    {"audit",
     "actor = (SELECT 'applicant:' || public_id FROM applicants WHERE applicant = 1)"
     " OR subject IN (SELECT 'applicant:' || public_id FROM applicants WHERE applicant = 1"
     " UNION SELECT 'attempt:' || public_id FROM attempts WHERE applicant = 1"
     " UNION SELECT 'approval:' || public_id FROM approvals WHERE applicant = 1)",
     {"actor", "previous_hash", "hash"}},
};

/// Tables without rows on an applicant; tools/operations/README.md gives the reason for each.
const std::set<std::string> other_tables{
    "settings",           "counters",     "content",           "content_versions", "item_hashes",
    "translation_hashes", "staff",        "machine_tokens",    "pass_rate_counts", "pass_rate_weeks",
    "event_counts",       "kept_answers", "webhook_endpoints", "retired_places",   "recertifications"};

/// Two persons; the database's rows and one's export.
class Holdings {
 public:
  Holdings() {
    REQUIRE(bench_.open().has_value());
    REQUIRE(bench_
                .run([](Tx& tx) -> Status {
                  const StaffId staff = tx.people().add_staff(a_staff_account(1), noon);
                  WebhookEndpoint endpoint;
                  endpoint.id = an_id(900);
                  endpoint.url = "https://receiver.example/secret-path";
                  endpoint.created_at = noon;
                  endpoint.secret.text = std::string(32, 'a');
                  const EndpointId row = tx.webhooks().add_endpoint(endpoint);
                  SamplePerson{1}.add_to(tx, staff, row);
                  SamplePerson{2}.add_to(tx, staff, row);
                  return {};
                })
                .value()
                .has_value());
  }

  sqlite::Database& database() { return bench_.writer().database(); }

  std::string exported(const SamplePerson& person) {
    const crypto::KeyedHasher hasher{std::string(32, 's')};
    PersonalData data = personal_data(bench_.writer().view(), hasher, person.id()).value();
    while (read_on(bench_.writer().view(), data.trail, 3)) {
    }
    return json::write_personal_data(data);
  }

  std::vector<std::string> texts(const std::string& sql) {
    std::vector<std::string> found;
    sqlite::Statement row = database().prepare_once(sql);
    while (row.next()) found.push_back(row.text(0));
    return found;
  }

 private:
  WriterBench bench_;
};

bool stands_in(const std::string& text, const std::string& value) { return text.find(value) != std::string::npos; }

/// As JSON writes it.
std::string as_exported(const std::string& column, const std::string& type, const std::string& value) {
  if (column.ends_with("_ms") && column != "since_start_ms" && column != "took_ms") {
    return '"' + to_rfc3339_ms(from_unix_ms(std::stoll(value))) + '"';
  }
  return type == "INTEGER" ? ":" + value : value;
}

std::string personal_section() {
  std::ifstream file{"tools/operations/README.md", std::ios::binary};
  std::ostringstream text;
  text << file.rdbuf();
  const std::size_t begin = text.str().find("## Personal data");
  REQUIRE(begin != std::string::npos);
  return text.str().substr(begin, text.str().find("\n## ", begin + 1) - begin);
}

}  // namespace

TEST_CASE("Every table is personal and exported, or the operator's page says why it is not", "[contract]") {
  Holdings holdings;
  std::set<std::string> told = other_tables;
  for (const PersonalTable& table : personal_tables) CHECK(told.insert(table.name).second);
  const std::vector<std::string> tables =
      holdings.texts("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'");
  CHECK(told == std::set<std::string>(tables.begin(), tables.end()));
  const std::string page = personal_section();
  for (const std::string& table : told) {
    INFO(table);
    CHECK(stands_in(page, '`' + table + '`'));
  }
}

TEST_CASE("Every value that is held on a person is in the export", "[contract]") {
  Holdings holdings;
  const std::string exported = holdings.exported(SamplePerson{1});
  for (const PersonalTable& table : personal_tables) {
    for (const std::string& column : holdings.texts("SELECT name FROM pragma_table_info('" + table.name + "')")) {
      INFO(table.name << "." << column);
      const std::string from = " FROM " + table.name + " WHERE (" + table.where + ")";
      CHECK_FALSE(holdings.texts("SELECT 1" + from).empty());
      if (table.left_out.contains(column)) continue;
      const std::string type =
          holdings.texts("SELECT type FROM pragma_table_info('" + table.name + "') WHERE name = '" + column + "'")[0];
      for (const std::string& value :
           holdings.texts("SELECT " + column + from + " AND " + column + " IS NOT NULL AND " + column + " <> ''")) {
        INFO(value);
        CHECK(stands_in(exported, as_exported(column, type, value)));
      }
    }
  }
  CHECK(stands_in(exported, R"("name_shown":true)"));
  CHECK(stands_in(exported, R"("receiver":"https://receiver.example")"));
}

TEST_CASE("Nothing of another person, of staff or of the exam's key is in the export", "[contract]") {
  Holdings holdings;
  const std::string exported = holdings.exported(SamplePerson{1});
  std::vector<std::string> others = holdings.texts(
      "SELECT public_id FROM applicants WHERE applicant = 2 UNION SELECT partner_id FROM applicants WHERE applicant = 2"
      " UNION SELECT name FROM identities WHERE applicant = 2 UNION SELECT contact FROM identities WHERE applicant = 2"
      " UNION SELECT public_id FROM attempts WHERE applicant = 2"
      " UNION SELECT public_id FROM approvals WHERE applicant = 2"
      " UNION SELECT token FROM verify_pages WHERE approval = 2 UNION SELECT id FROM events WHERE type = 'of.2'"
      " UNION SELECT act FROM audit WHERE act LIKE '%2'");
  CHECK(others.size() == 10);
  others.insert(others.end(), {"staff-1", "staff:1", "abcdefgh", "secret-path", "\"display\""});
  for (const std::string& other : others) {
    INFO(other);
    CHECK_FALSE(stands_in(exported, other));
  }
}

}  // namespace kiosk::test
