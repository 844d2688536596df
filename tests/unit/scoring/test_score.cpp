#include "scoring/score.hpp"

#include <catch2/catch.hpp>
#include <memory>

#include "form/assemble.hpp"
#include "support/sample_answers.hpp"
#include "support/sample_exam.hpp"

namespace kiosk {
namespace {

/// An exam of true_false items in one section, all of which are drawn.
ExamEdition exam_of(int item_count, int cut_percent) {
  Bank bank;
  bank.id = "bank";
  for (int i = 0; i < item_count; ++i) {
    bank.items.push_back({"item-" + std::to_string(i), "topic", {{"en", "?"}}, TrueFalse{i % 2 == 0}, {}, {}});
  }
  Exam exam;
  exam.languages = {"en"};
  exam.sections = {{"all", {{"en", "All"}}, {{"topic", item_count}}, std::nullopt}};
  exam.policy.cut_percent = cut_percent;
  return {exam, {}, {{std::make_shared<const Bank>(bank), {}}}};
}

Form form_of(const ExamEdition& edition) { return assemble(edition, Seed{1}, "en", {}).value(); }

Decision decision_for(const ExamEdition& edition, std::size_t right) {
  const Form form = form_of(edition);
  return score(form, edition, test::answers_with_right(form, edition, right)).decision;
}

/// Answers to a form of the sample exam with so many right in each section.
ExamResult sample_result(std::size_t right_products, std::size_t right_rules) {
  const ExamEditionPointer edition = test::sample_edition();
  const Form form = form_of(*edition);
  Answers answers;
  for (const FormItem& form_item : form.items) {
    std::size_t& left = form_item.section == "rules" ? right_rules : right_products;
    const Item& item = item_behind(form_item, *edition);
    answers[form_item.public_id] = left > 0 ? test::right_answer(item) : test::wrong_answer(item);
    if (left > 0) --left;
  }
  return score(form, *edition, answers);
}

TEST_CASE("a cut that falls on a whole number of items is met by exactly that number") {
  const ExamEdition edition = exam_of(10, 80);
  CHECK(decision_for(edition, 10) == Decision::pass);
  CHECK(decision_for(edition, 8) == Decision::pass);
  CHECK(decision_for(edition, 7) == Decision::fail);
  CHECK(decision_for(edition, 0) == Decision::fail);
}

TEST_CASE("79.99 % does not meet a cut of 80 %") {
  const ExamEdition edition = exam_of(2004, 80);
  const Form form = form_of(edition);
  const ExamResult below = score(form, edition, test::answers_with_right(form, edition, 1603));
  CHECK(below.total.fraction() == Rational{1603, 2004});
  CHECK(below.total.fraction() > Rational{7999, 10000});
  CHECK_FALSE(below.cut_met);
  CHECK(below.decision == Decision::fail);
  CHECK(percent_text(below.total.fraction()) == "79.9 %");
  CHECK(score(form, edition, test::answers_with_right(form, edition, 1604)).decision == Decision::pass);
}

TEST_CASE("the cut holds for every number of items, right answers and percent") {
  for (const int items : {1, 3, 7, 40}) {
    for (const int cut : {1, 33, 50, 67, 80, 99, 100}) {
      const ExamEdition edition = exam_of(items, cut);
      for (int right = 0; right <= items; ++right) {
        CAPTURE(items, cut, right);
        const bool passes = right * 100 >= cut * items;
        CHECK((decision_for(edition, static_cast<std::size_t>(right)) == Decision::pass) == passes);
      }
    }
  }
}

TEST_CASE("a pass needs the cut and the section's minimum") {
  CHECK(sample_result(6, 4).decision == Decision::pass);
  CHECK(sample_result(5, 3).decision == Decision::pass);

  const ExamResult minimum_missed = sample_result(6, 2);
  CHECK(minimum_missed.decision == Decision::fail);
  CHECK(minimum_missed.cut_met);
  CHECK(minimum_missed.sections.at(0).met);
  CHECK_FALSE(minimum_missed.sections.at(1).met);

  const ExamResult cut_missed = sample_result(4, 3);
  CHECK(cut_missed.decision == Decision::fail);
  CHECK_FALSE(cut_missed.cut_met);
  CHECK(cut_missed.sections.at(1).met);
}

TEST_CASE("points are given by section and topic, in the exam's order") {
  const ExamResult result = sample_result(6, 0);
  CHECK(result.total == Score{6, 10});
  CHECK(result.cut_percent == 80);
  CHECK(result.sections ==
        std::vector<SectionScore>{{"products", {6, 6}, std::nullopt, true}, {"rules", {0, 4}, 3, false}});
  CHECK(result.topics ==
        std::vector<TopicScore>{
            {"phones", {4, 4}}, {"accessories", {2, 2}}, {"price-alignment", {0, 3}}, {"no-cheating", {0, 1}}});
}

TEST_CASE("an attempt without answers has no points and fails") {
  const ExamEditionPointer edition = test::sample_edition();
  const ExamResult result = score(form_of(*edition), *edition, {});
  CHECK(result.total == Score{0, 10});
  CHECK(result.decision == Decision::fail);
}

TEST_CASE("a topic that two sections draw has one score") {
  ExamEdition edition = exam_of(6, 50);
  edition.exam.sections = {{"first", {}, {{"topic", 2}}, 2}, {"second", {}, {{"topic", 3}}, std::nullopt}};
  const Form form = form_of(edition);
  const ExamResult result = score(form, edition, test::answers_with_right(form, edition, 3));
  CHECK(result.topics == std::vector<TopicScore>{{"topic", {3, 5}}});
  CHECK(result.sections.at(0).score == Score{2, 2});
  CHECK(result.sections.at(1).score == Score{1, 3});
  CHECK(result.decision == Decision::pass);
}

TEST_CASE("nothing of nothing is no points") { CHECK(Score{}.fraction() == Rational{0}); }

TEST_CASE("decisions go to their names and back") {
  for (const char* name : {"pass", "fail", "review"}) {
    REQUIRE(parse_decision(name));
    CHECK(decision_name(*parse_decision(name)) == name);
  }
  CHECK_FALSE(parse_decision("passed"));
}

}  // namespace
}  // namespace kiosk
