#include "onboarding/programme.hpp"

#include <catch2/catch.hpp>

#include "support/sample_exam.hpp"

namespace kiosk::onboarding {
namespace {

TEST_CASE("Where a language is missing, en stands in, and without en the first") {
  const LocalizedText both = {{"en", "one"}, {"zh-CN", "一"}};
  CHECK(words(both, "zh-CN") == "一");
  CHECK(words(both, "hi") == "one");
  CHECK(words({{"id", "satu"}, {"zh-CN", "一"}}, "en") == "satu");
}

TEST_CASE("The criteria follow from the exam's cut and minimums") {
  const ProgrammeTexts texts = ProgrammeTexts::shipped();
  Exam exam = test::sample_exam();
  CHECK(criteria_narrative(texts, exam, "en") ==
        "At least 80 percent of all points and at least 3 of 4 points in the section “Rules”.");
  CHECK(criteria_narrative(texts, exam, "zh-CN") == "总分不低于 80%，并且“规则”部分 4 分中至少得 3 分。");
  exam.sections[1].minimum.reset();
  exam.policy.cut_percent = 70;
  CHECK(criteria_narrative(texts, exam, "en") == "At least 70 percent of all points.");
}

TEST_CASE("A title that looks like a placeholder is not replaced again") {
  Exam exam = test::sample_exam();
  exam.sections[1].title = {{"en", "{count} {minimum}"}};
  CHECK(criteria_narrative(ProgrammeTexts::shipped(), exam, "en").ends_with("in the section “{count} {minimum}”."));
}

}  // namespace
}  // namespace kiosk::onboarding
