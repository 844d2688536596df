#include "onboarding/programme.hpp"

#include <initializer_list>
#include <utility>

#include "base/ensure.hpp"

namespace kiosk::onboarding {

namespace {

using Replacement = std::pair<std::string_view, std::string>;

/// One pass from front to back, so that a replacement is never replaced again.
std::string filled(const std::string& text, std::initializer_list<Replacement> replacements) {
  std::string result;
  std::size_t place = 0;
  while (place < text.size()) {
    const std::string_view rest = std::string_view(text).substr(place);
    const Replacement* found = nullptr;
    for (const Replacement& replacement : replacements) {
      if (rest.starts_with(replacement.first)) found = &replacement;
    }
    if (found == nullptr) {
      result += text[place++];
    } else {
      result += found->second;
      place += found->first.size();
    }
  }
  return result;
}

}  // namespace

ProgrammeTexts ProgrammeTexts::shipped() {
  ProgrammeTexts texts;
  texts.rules_framework = "Kiosk programme rules";
  texts.credential_name = {{"en", "Kiosk Partner Approval"}, {"zh-CN", "小店合伙人资格"}};
  texts.role = {{"en", "Authorised kiosk partner"}, {"zh-CN", "授权小店合伙人"}};
  texts.achievement_name = {{"en", "Kiosk Partner Certification"}, {"zh-CN", "小店合伙人认证"}};
  texts.achievement_description = {
      {"en", "The holder has passed the timed exam on products, the programme and its rules."},
      {"zh-CN", "持有人已通过关于产品、合伙人计划及其规则的限时考试。"}};
  texts.criteria_total = {{"en", "At least {percent} percent of all points"}, {"zh-CN", "总分不低于 {percent}%"}};
  texts.criteria_section = {{"en", " and at least {minimum} of {count} points in the section “{section}”"},
                            {"zh-CN", "，并且“{section}”部分 {count} 分中至少得 {minimum} 分"}};
  texts.criteria_end = {{"en", "."}, {"zh-CN", "。"}};
  texts.score_name = {{"en", "Exam score"}, {"zh-CN", "考试得分"}};
  texts.outcome_name = {{"en", "Outcome"}, {"zh-CN", "考试结果"}};
  return texts;
}

const std::string& words(const LocalizedText& text, const Language& language) {
  ENSURE(!text.empty(), "a text has a language");
  for (const Language& wanted : {language, Language("en")}) {
    if (const auto found = text.find(wanted); found != text.end()) return found->second;
  }
  return text.begin()->second;
}

std::string criteria_narrative(const ProgrammeTexts& texts, const Exam& exam, const Language& language) {
  std::string narrative =
      filled(words(texts.criteria_total, language), {{"{percent}", std::to_string(exam.policy.cut_percent)}});
  for (const Section& section : exam.sections) {
    if (!section.minimum) continue;
    narrative += filled(words(texts.criteria_section, language), {{"{minimum}", std::to_string(*section.minimum)},
                                                                  {"{count}", std::to_string(section.item_count())},
                                                                  {"{section}", words(section.title, language)}});
  }
  return narrative + words(texts.criteria_end, language);
}

}  // namespace kiosk::onboarding
