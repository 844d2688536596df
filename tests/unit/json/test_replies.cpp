#include "json/replies.hpp"

#include <catch2/catch.hpp>

#include "form/assemble.hpp"
#include "json/parse.hpp"
#include "support/sample_exam.hpp"

namespace kiosk::json {
namespace {

const Instant noon = *parse_rfc3339("2026-11-22T12:00:00Z");
const Uuid some_id = *Uuid::parse("0197f3a2-6c1e-4b54-9a3d-5d0a1f6be201");

Attempt prepared_attempt() {
  Attempt attempt;
  attempt.id = some_id;
  attempt.exam = "sample-exam";
  attempt.exam_version = "2026.1";
  attempt.timing = {seconds{2400}, seconds{15}, seconds{3600}, seconds{86400}};
  attempt.prepared_at = noon;
  return attempt;
}

Attempt open_attempt() {
  Attempt attempt = prepared_attempt();
  attempt.state = AttemptState::open;
  attempt.started_at = noon + seconds{1};
  attempt.epoch = 2;
  attempt.last_revision = 7;
  return attempt;
}

Paper small_paper() {
  Paper paper;
  paper.language = "en";
  paper.title = "Exam";
  paper.sections = {{"s", "Section"}};
  paper.items = {{"i1", "s", "single", "Which \"one\"?", {{"o1", "A"}, {"o2", "B"}}, ""},
                 {"i2", "s", "numeric", "How long?", {}, "h"},
                 {"i3", "s", "true_false", "True?", {}, ""}};
  return paper;
}

TEST_CASE("A prepared attempt shows when it lapses") {
  AttemptView view;
  view.attempt = prepared_attempt();
  view.language = "en";
  view.item_count = 3;
  const std::string facts =
      R"("id":"0197f3a2-6c1e-4b54-9a3d-5d0a1f6be201","exam":"sample-exam","exam_version":"2026.1","state":"prepared",)"
      R"("language":"en","time_limit_s":2400,"item_count":3,"prepared_at":"2026-11-22T12:00:00.000Z",)"
      R"("lapses_at":"2026-11-22T13:00:00.000Z")";
  CHECK(write_prepared(view) == R"({"attempt":{)" + facts + "}}");
  CHECK(write_attempt(view) == "{" + facts + R"(,"epoch":0,"next_revision":1,"seconds_left":0})");
}

TEST_CASE("An open attempt shows paper, progress and responses") {
  AttemptView view;
  view.attempt = open_attempt();
  view.language = "en";
  view.item_count = 3;
  view.seconds_left = 2399;
  view.paper = small_paper();
  view.responses = {{"i1", 1, 3, ChoiceAnswer{"o2"}, true, 1500, noon}, {"i2", 2, 7, ClearedAnswer{}, false, 9, noon}};
  const std::string progress =
      R"("epoch":2,"next_revision":8,"seconds_left":2399,"deadline":"2026-11-22T12:40:01.000Z")";
  const std::string paper =
      R"("paper":{"language":"en","title":"Exam","sections":[{"id":"s","title":"Section"}],"items":[)"
      R"({"id":"i1","section":"s","kind":"single","stem":"Which \"one\"?","options":[{"id":"o1","text":"A"},)"
      R"({"id":"o2","text":"B"}]},)"
      R"({"id":"i2","section":"s","kind":"numeric","stem":"How long?","unit":"h"},)"
      R"({"id":"i3","section":"s","kind":"true_false","stem":"True?"}]})";
  CHECK(write_started(view) == R"({"state":"open",)" + progress + "," + paper + "}");
  CHECK(write_attempt(view) ==
        R"({"id":"0197f3a2-6c1e-4b54-9a3d-5d0a1f6be201","exam":"sample-exam","exam_version":"2026.1","state":"open",)"
        R"("language":"en","time_limit_s":2400,"item_count":3,"prepared_at":"2026-11-22T12:00:00.000Z",)" +
            progress + "," + paper +
            R"(,"responses":[{"item":"i1","epoch":1,"revision":3,"answer":{"choice":"o2"},"marked":true},)"
            R"({"item":"i2","epoch":2,"revision":7,"answer":null,"marked":false}]})");
  CHECK(write_taken_over(view) == "{" + progress + "}");
  CHECK(write_extended(view) == R"({"deadline":"2026-11-22T12:40:01.000Z","seconds_left":2399})");
}

TEST_CASE("An ended attempt shows neither paper nor responses") {
  AttemptView view;
  view.attempt = open_attempt();
  view.attempt.state = AttemptState::expired;
  view.language = "en";
  const std::string text = write_attempt(view);
  CHECK(text.find("\"state\":\"expired\"") != std::string::npos);
  CHECK(text.find("paper") == std::string::npos);
  CHECK(text.find("responses") == std::string::npos);
  CHECK(text.find("lapses_at") == std::string::npos);
}

TEST_CASE("No reply about a real form holds a key, an explanation, a source, a seed or a bank id") {
  const ExamEditionPointer edition = test::sample_edition();
  const Form form = assemble(*edition, test::sample_seed(1), "zh-CN", {}).value();
  AttemptView view;
  view.attempt = open_attempt();
  view.language = form.language;
  view.paper = make_paper(form, *edition);
  for (const std::string& text : {write_started(view), write_attempt(view), write_exams({{edition, 3, noon}})}) {
    for (const char* secret :
         {"explained", "解释", "source of", "bank-of-", "seed", "correct", "\"key\"", "tolerance"}) {
      INFO(secret);
      CHECK(text.find(secret) == std::string::npos);
    }
    CHECK(parse(text, 100000).has_value());
  }
}

TEST_CASE("The outcome of a save names each entry") {
  SaveReply reply;
  reply.saved = {{"i1", 4}, {"i2", 5}};
  reply.rejected = {{"i3", 6, "item-unknown"}};
  reply.seconds_left = 12;
  CHECK(write_saved(reply) ==
        R"({"saved":[{"item":"i1","revision":4},{"item":"i2","revision":5}],)"
        R"("rejected":[{"item":"i3","revision":6,"code":"item-unknown"}],"seconds_left":12,"state":"open"})");
  CHECK(write_saved({}) == R"({"saved":[],"rejected":[],"seconds_left":0,"state":"open"})");
}

TEST_CASE("The list of exams has what an applicant decides on") {
  const std::string signed_in = write_exams({{test::sample_edition(), 2, noon}});
  CHECK(signed_in.find(R"("attempts":3,"waiting_time_s":86400,"attempts_left":2,)"
                       R"("next_attempt_at":"2026-11-22T12:00:00.000Z","sections":[{"id":"products")") !=
        std::string::npos);
  const std::string anonymous = write_exams({{test::sample_edition(), {}, {}}});
  CHECK(anonymous.starts_with(R"({"exams":[{"id":"sample-exam","version":"2026.1","title":{"en":)"));
  CHECK(anonymous.find(R"("time_limit_s":2400,"grace_s":15,"item_count":10,"cut_percent":80,)") != std::string::npos);
  CHECK(anonymous.find("attempts_left") == std::string::npos);
  CHECK(anonymous.find("next_attempt_at") == std::string::npos);
  CHECK(anonymous.find(R"("item_count":4,"minimum":3})") != std::string::npos);
  CHECK(anonymous.find(R"("rules":[{"id":)") != std::string::npos);
  CHECK(write_exams({}) == R"({"exams":[]})");
}

TEST_CASE("One level of the regions") {
  const RegionTree regions = test::sample_regions();
  const std::string text = write_regions(regions.countries());
  CHECK(text.starts_with(R"({"regions":[{"code":"CN","name":{"en":)"));
  CHECK(text.find(R"("has_children":true)") != std::string::npos);
  CHECK(write_regions(regions.find("CN")->children).find(R"("has_children":true)") == std::string::npos);
  CHECK(write_regions({}) == R"({"regions":[]})");
}

ApprovalRecord some_approval() {
  ApprovalRecord approval;
  approval.id = some_id;
  approval.number = "KP-CN-GD-2026-000123";
  approval.partner_id = *Uuid::parse("0197f39e-11aa-4c02-8a51-2f0d4be7c9d4");
  approval.region = "CN-GD";
  approval.exam = "sample-exam";
  approval.valid_from = noon;
  approval.valid_until = *parse_rfc3339("2027-11-22T12:00:00Z");
  return approval;
}

const std::string approval_members =
    R"("id":"0197f3a2-6c1e-4b54-9a3d-5d0a1f6be201","number":"KP-CN-GD-2026-000123","exam":"sample-exam",)"
    R"("region":"CN-GD","state":"active","valid_from":"2026-11-22T12:00:00Z","valid_until":"2027-11-22T12:00:00Z",)"
    R"("credential_url":"https://cert.example/credentials/0197f3a2-6c1e-4b54-9a3d-5d0a1f6be201")";

TEST_CASE("The applicant's own page") {
  ApplicantPage page;
  page.applicant.id = some_id;
  page.applicant.partner_id = *Uuid::parse("0197f39e-11aa-4c02-8a51-2f0d4be7c9d4");
  page.applicant.region = "CN-GD";
  page.applicant.language = "zh-CN";
  page.identity = {"李雷", "+8613800138000", ""};
  Attempt ended = open_attempt();
  ended.state = AttemptState::submitted;
  ended.ended_at = noon + seconds{60};
  page.attempts = {{ended, "en", Decision::pass}, {prepared_attempt(), "zh-CN", {}}};
  page.approvals = {{some_approval(), {"AAAAAAAAAAAAAAAAAAAAAA", {}, true}}};
  const std::string text = write_me(page, {"https://cert.example", noon});
  CHECK(text ==
        R"({"id":"0197f3a2-6c1e-4b54-9a3d-5d0a1f6be201","name":"李雷","region":"CN-GD","language":"zh-CN","attempts":[)"
        R"({"id":"0197f3a2-6c1e-4b54-9a3d-5d0a1f6be201","exam":"sample-exam","exam_version":"2026.1",)"
        R"("state":"submitted","language":"en","prepared_at":"2026-11-22T12:00:00.000Z",)"
        R"("started_at":"2026-11-22T12:00:01.000Z","ended_at":"2026-11-22T12:01:00.000Z","decision":"pass"},)"
        R"({"id":"0197f3a2-6c1e-4b54-9a3d-5d0a1f6be201","exam":"sample-exam","exam_version":"2026.1",)"
        R"("state":"prepared","language":"zh-CN","prepared_at":"2026-11-22T12:00:00.000Z"}],"approvals":[{)" +
            approval_members + R"(,"verify_url":"https://cert.example/v/AAAAAAAAAAAAAAAAAAAAAA","name_shown":true}]})");
  // The subject of credentials is never shown beside a name, and the contact is not repeated.
  CHECK(text.find("0197f39e") == std::string::npos);
  CHECK(text.find("138") == std::string::npos);
  page.identity.shop_name = "Shop";
  CHECK(write_me(page, {"https://cert.example", noon}).find(R"("shop_name":"Shop")") != std::string::npos);
}

TEST_CASE("An approval shows its state as of now") {
  ApprovalDetail detail;
  detail.record = some_approval();
  const ApprovalView now{"https://cert.example", noon};
  const std::string more = R"(,"exam_version":")" + detail.record.exam_version + R"(","revision":1)";
  CHECK(write_approval_status(detail, now) == "{" + approval_members + more + "}");
  const ApprovalView later{"https://cert.example", *parse_rfc3339("2027-11-22T12:00:00Z")};
  CHECK(write_approval_status(detail, later).find(R"("state":"expired")") != std::string::npos);
  detail.life.revocation = RevocationRequest{StaffId{1}, ReasonCode::r3, noon};
  CHECK(write_approval_status(detail, now) ==
        "{" + approval_members + more + R"(,"revocation_requested":{"reason":"R3","at":"2026-11-22T12:00:00.000Z"}})");
}

TEST_CASE("Small replies") {
  CHECK(write_registered({some_id, "ABCD-EFGH-JKMN", {}}) ==
        R"({"id":"0197f3a2-6c1e-4b54-9a3d-5d0a1f6be201","candidate_code":"ABCD-EFGH-JKMN"})");
  CHECK(write_signed_in({some_id, {}}) == R"({"id":"0197f3a2-6c1e-4b54-9a3d-5d0a1f6be201"})");
  CHECK(
      write_staff({{}, some_id, "ann", Role::auditor}) ==
      R"({"id":"0197f3a2-6c1e-4b54-9a3d-5d0a1f6be201","name":"ann","role":"auditor","may":["read-reports","read-approvals"]})");
  CHECK(write_reissued({"ABCD-EFGH-JKMN"}) == R"({"candidate_code":"ABCD-EFGH-JKMN"})");
}

TEST_CASE("A batch of events holds their bodies byte for byte") {
  CHECK(end_batch({}) == "[]");
  std::string batch;
  add_to_batch(batch, {1, "evt_1", "t", "s", R"({"id": "evt_1"})", noon});
  add_to_batch(batch, {2, "evt_2", "t", "s", R"({"a":1})", noon});
  CHECK(end_batch(batch) == R"([{"id": "evt_1"},{"a":1}])");
}

}  // namespace
}  // namespace kiosk::json
