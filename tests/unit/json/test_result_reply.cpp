#include <catch2/catch.hpp>

#include "json/replies.hpp"

namespace kiosk::json {
namespace {

const Instant noon = *parse_rfc3339("2026-11-22T12:00:00Z");
const ApprovalView view{"https://cert.example", noon};

ResultView failed_result() {
  ResultView result;
  result.attempt = *Uuid::parse("0197f3a2-6c1e-4b54-9a3d-5d0a1f6be201");
  result.exam = "kiosk-partner";
  result.decision = Decision::fail;
  result.score = {Rational(31), 40};
  result.cut_percent = 80;
  result.cut_met = false;
  result.sections = {{"products", "Products", {Rational(26), 30}, std::nullopt, true},
                     {"rules", "Rules", {Rational(5), 10}, 7, false}};
  result.topics = {{"phones", "Phones", {Rational(2), 3}}};
  result.ended_at = noon;
  result.attempts_left = 2;
  result.next_attempt_at = noon + seconds{86400};
  return result;
}

TEST_CASE("A fail says which conditions were not met and when the next attempt may begin") {
  const std::string expected =
      R"({"attempt":"0197f3a2-6c1e-4b54-9a3d-5d0a1f6be201","exam":"kiosk-partner","decision":"fail",)"
      R"("score":{"numerator":31,"denominator":40,"text":"77.5 %"},)"
      R"("cut":{"numerator":80,"denominator":100,"text":"80.0 %"},)"
      R"("sections":[{"id":"products","title":"Products","score":{"numerator":26,"denominator":30,"text":"86.6 %"},)"
      R"("met":true},{"id":"rules","title":"Rules","score":{"numerator":5,"denominator":10,"text":"50.0 %"},)"
      R"("minimum":{"numerator":7,"denominator":10,"text":"70.0 %"},"met":false}],)"
      R"("topics":[{"id":"phones","title":"Phones","score":{"numerator":2,"denominator":3,"text":"66.6 %"}}],)"
      R"("failed":[{"code":"total-below-cut"},{"code":"section-below-minimum","section":"rules"}],)"
      R"("next_attempt_at":"2026-11-23T12:00:00.000Z","attempts_left":2,"ended_at":"2026-11-22T12:00:00.000Z"})";
  CHECK(write_result(failed_result(), view) == expected);
  CHECK(write_submitted(failed_result(), view) == R"({"result":)" + expected + "}");
}

TEST_CASE("A pass shows its approval") {
  ResultView result = failed_result();
  result.decision = Decision::pass;
  result.score = {Rational(33), 40};
  result.cut_met = true;
  result.sections[1].met = true;
  result.next_attempt_at.reset();
  result.approval = HeldApproval{};
  result.approval->record.number = "KP-CN-GD-2026-000001";
  const std::string text = write_result(result, view);
  CHECK(text.find(R"("decision":"pass","score":{"numerator":33,"denominator":40,"text":"82.5 %"})") !=
        std::string::npos);
  CHECK(text.find(R"("failed":[])") != std::string::npos);
  CHECK(text.find("next_attempt_at") == std::string::npos);
  CHECK(text.find(R"("approval":{"id":)") != std::string::npos);
  CHECK(text.find("KP-CN-GD-2026-000001") != std::string::npos);
}

}  // namespace
}  // namespace kiosk::json
