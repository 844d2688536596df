#include "golden_text_of.hpp"

#include "base/hex.hpp"

namespace kiosk::test {

namespace {

std::string text_of(const Score& score) {
  return std::to_string(score.points.numerator()) + "/" + std::to_string(score.possible) + " = " +
         percent_text(score.fraction());
}

}  // namespace

std::string golden_text_of(const Form& form) {
  std::string text = "seed " + to_hex(form.seed) + "\nlanguage " + form.language + "\n";
  for (const ItemReference& met : form.history) text += "history " + met.bank + "/" + met.item + "\n";
  for (const FormItem& item : form.items) {
    text += item.section + " " + item.topic + " " + item.public_id + " " + item.bank + "/" + item.item;
    for (const FormOption& option : item.options) text += " " + option.public_id + "=" + option.option;
    text += "\n";
  }
  return text;
}

std::string golden_text_of(const ExamResult& result) {
  std::string text = std::string{decision_name(result.decision)} + " " + text_of(result.total) + ", cut " +
                     std::to_string(result.cut_percent) + " % " + (result.cut_met ? "met" : "missed") + "\n";
  for (const SectionScore& section : result.sections) {
    text += "  section " + section.section + " " + text_of(section.score);
    if (section.minimum) text += ", minimum " + std::to_string(*section.minimum) + (section.met ? " met" : " missed");
    text += "\n";
  }
  for (const TopicScore& topic : result.topics) text += "  topic " + topic.topic + " " + text_of(topic.score) + "\n";
  return text;
}

}  // namespace kiosk::test
