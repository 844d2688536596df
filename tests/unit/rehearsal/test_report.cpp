#include <catch2/catch.hpp>

#include "json/parse.hpp"
#include "rehearsal/report.hpp"
#include "rehearsal/text.hpp"
#include "unit/rehearsal/sample_outcome.hpp"

namespace kiosk::rehearsal {

namespace {

bool says(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("The report says what was done, measured, estimated and checked", "[rehearsal]") {
  const std::string report = text_report(test::sample_outcome());
  for (const char* words :
       {"100 applicants came within 60 s", "26.7 times as densely", "save", "processor",
        "300 acknowledged answers, 280 found again, 20 changed", "no acknowledged answer is missing"}) {
    INFO(words << "\n" << report);
    CHECK(says(report, words));
  }
  CHECK_FALSE(says(report, "NOTE: the load side"));
  CHECK_FALSE(says(report, "STOPPED"));
}

TEST_CASE("A missing answer, a missing result or a stop is not fine", "[rehearsal]") {
  Outcome outcome = test::sample_outcome();
  CHECK(is_fine(outcome));
  SECTION("an answer is missing") { --outcome.checks.found; }
  SECTION("a result is missing") { --outcome.checks.results; }
  SECTION("somebody could not submit") { --outcome.checks.submitted, --outcome.checks.results; }
  SECTION("a fault was seen") { outcome.checks.fault("applicant 3: it went wrong"); }
  SECTION("it was stopped") { outcome.stopped = true; }
  CHECK_FALSE(is_fine(outcome));
  CHECK(says(text_report(outcome), "NOT FINE"));
}

TEST_CASE("Of many faults the first are told, and how many there were", "[rehearsal]") {
  Outcome outcome = test::sample_outcome();
  for (int i = 0; i < 50; ++i) outcome.checks.fault("fault " + std::to_string(i));
  const std::string report = text_report(outcome);
  CHECK(says(report, "fault 19\n"));
  CHECK_FALSE(says(report, "fault 20\n"));
  CHECK(says(report, "50 faults in all"));
}

TEST_CASE("A load side that was late itself is told", "[rehearsal]") {
  Outcome outcome = test::sample_outcome();
  outcome.lateness.add(20'000);
  CHECK(says(text_report(outcome), "NOTE: the load side itself was late"));
}

TEST_CASE("Other programs that took their share are told", "[rehearsal]") {
  Outcome outcome = test::sample_outcome();
  ServerSecond disturbed;
  disturbed.other_cores = 2;
  outcome.figures.end_second(disturbed);
  CHECK(says(text_report(outcome), "NOTE: other programs took 0.50 of the 2 cores"));
}

TEST_CASE("The JSON report is one document with the same figures", "[rehearsal]") {
  const std::string report = json_report(test::sample_outcome());
  const auto document = json::parse(report, report.size());
  REQUIRE(document.has_value());
  REQUIRE(document->object() != nullptr);
  CHECK(says(report, R"("request":"save","answered":300)"));
  CHECK(says(report, R"("fine":true)"));
  CHECK(says(report, R"("name":"processor")"));
}

TEST_CASE("Durations have the digits that matter", "[rehearsal]") {
  CHECK(milliseconds_text(420) == "0.42");
  CHECK(milliseconds_text(12'340) == "12.3");
  CHECK(milliseconds_text(1'540'000) == "1540");
}

TEST_CASE("Columns count characters, not bytes", "[rehearsal]") {
  CHECK(to_right("µs", 4) == "  µs");
  CHECK(to_left("µs", 4) == "µs  ");
  CHECK(to_right("12345", 3) == "12345");
}

}  // namespace kiosk::rehearsal
