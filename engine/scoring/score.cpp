#include "scoring/score.hpp"

#include <algorithm>
#include <array>

#include "base/ensure.hpp"
#include "base/planted_fault.hpp"

namespace kiosk {

namespace {

constexpr std::array all_decisions{Decision::pass, Decision::fail, Decision::review};

void add(Score& score, const Rational& points) {
  score.points = score.points + points;
  ++score.possible;
}

/// Empty scores for every section and topic, so that their order is the exam's and not the form's.
ExamResult empty_result(const Exam& exam) {
  ExamResult result;
  result.cut_percent = exam.policy.cut_percent;
  for (const Section& section : exam.sections) {
    result.sections.push_back({section.id, {}, section.minimum, true});
    for (const Draw& draw : section.draws) {
      const bool known = std::any_of(result.topics.begin(), result.topics.end(),
                                     [&](const TopicScore& topic) { return topic.topic == draw.topic; });
      if (!known) result.topics.push_back({draw.topic, {}});
    }
  }
  return result;
}

SectionScore& section_of(ExamResult& result, const std::string& section_id) {
  const auto found = std::find_if(result.sections.begin(), result.sections.end(),
                                  [&](const SectionScore& section) { return section.section == section_id; });
  ENSURE(found != result.sections.end(), "form holds an item of a section that the exam does not have");
  return *found;
}

TopicScore& topic_of(ExamResult& result, const std::string& topic_id) {
  const auto found = std::find_if(result.topics.begin(), result.topics.end(),
                                  [&](const TopicScore& topic) { return topic.topic == topic_id; });
  ENSURE(found != result.topics.end(), "form holds an item of a topic that the exam does not draw");
  return *found;
}

void decide_result(ExamResult& result) {
  result.cut_met = result.total.fraction() >= Rational{result.cut_percent, 100};
  bool sections_met = true;
  for (SectionScore& section : result.sections) {
    section.met = !section.minimum || planted(PlantedFault::minimum_ignored) ||
                  section.score.points >= Rational{*section.minimum};
    sections_met = sections_met && section.met;
  }
  result.decision = result.cut_met && sections_met ? Decision::pass : Decision::fail;
}

}  // namespace

Rational Score::fraction() const { return possible == 0 ? Rational{0} : points * Rational{1, possible}; }

std::string_view decision_name(Decision decision) {
  switch (decision) {
    case Decision::pass: return "pass";
    case Decision::fail: return "fail";
    case Decision::review: return "review";
  }
  return {};
}

std::optional<Decision> parse_decision(std::string_view name) {
  for (const Decision decision : all_decisions) {
    if (decision_name(decision) == name) return decision;
  }
  return std::nullopt;
}

ExamResult score(const Form& form, const ExamEdition& edition, const Answers& answers) {
  ExamResult result = empty_result(edition.exam);
  for (const FormItem& form_item : form.items) {
    const auto answer = answers.find(form_item.public_id);
    const Rational points =
        answer == answers.end() ? Rational{0} : score_item(item_behind(form_item, edition).kind, answer->second);
    add(result.total, points);
    add(section_of(result, form_item.section).score, points);
    add(topic_of(result, form_item.topic).score, points);
  }
  decide_result(result);
  return result;
}

}  // namespace kiosk
