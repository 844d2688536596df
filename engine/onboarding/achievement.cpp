#include "onboarding/achievement.hpp"

#include "onboarding/urls.hpp"

namespace kiosk::onboarding {

namespace {

/// JSON-LD types stay arrays even of one: the Open Badges schema wants it so.
void write_type(json::Writer& writer, std::string_view type) {
  writer.begin_array("type");
  writer.text(type);
  writer.end();
}

void write_criteria(json::Writer& writer, const Programme& programme, const Exam& exam, const Language& language) {
  writer.begin_object("criteria");
  writer.text("id", criteria_url(programme, exam.id, exam.version));
  writer.text("narrative", criteria_narrative(programme.texts, exam, language));
  writer.end();
}

/// The rules that the exam asks applicants to accept; `R1`, `R2`… in the exam's order.
void write_alignment(json::Writer& writer, const Programme& programme, const Exam& exam, const Language& language) {
  if (exam.rules.empty()) return;
  writer.begin_array("alignment");
  int number = 0;
  for (const Rule& rule : exam.rules) {
    writer.begin_object();
    write_type(writer, "Alignment");
    writer.text("targetCode", "R" + std::to_string(++number));
    writer.text("targetName", words(rule.title, language));
    writer.text("targetFramework", programme.texts.rules_framework);
    writer.text("targetUrl", rule_url(programme, rule));
    writer.end();
  }
  writer.end();
}

void write_result_descriptions(json::Writer& writer, const Programme& programme, const Exam& exam,
                               const Language& language) {
  writer.begin_array("resultDescription");
  writer.begin_object();
  writer.text("id", score_description_url(programme, exam.id, exam.version));
  write_type(writer, "ResultDescription");
  writer.text("name", words(programme.texts.score_name, language));
  writer.text("resultType", "Percent");
  writer.text("valueMin", "0");
  writer.text("valueMax", "100");
  writer.text("requiredValue", std::to_string(exam.policy.cut_percent));
  writer.end();
  writer.begin_object();
  writer.text("id", outcome_description_url(programme, exam.id, exam.version));
  write_type(writer, "ResultDescription");
  writer.text("name", words(programme.texts.outcome_name, language));
  writer.text("resultType", "Status");
  writer.end();
  writer.end();
}

}  // namespace

void write_achievement_members(json::Writer& writer, const Programme& programme, const Exam& exam,
                               const Language& language) {
  writer.text("id", achievement_url(programme, exam.id, exam.version));
  write_type(writer, "Achievement");
  writer.text("achievementType", "Certification");
  writer.text("name", words(programme.texts.achievement_name, language));
  writer.text("description", words(programme.texts.achievement_description, language));
  write_criteria(writer, programme, exam, language);
  writer.text("version", exam.version);
  writer.text("humanCode", exam.id);
  writer.text("inLanguage", language);
  write_alignment(writer, programme, exam, language);
  write_result_descriptions(writer, programme, exam, language);
}

std::string score_description_url(const Programme& programme, const std::string& exam, const std::string& version) {
  return achievement_url(programme, exam, version) + "#score";
}

std::string outcome_description_url(const Programme& programme, const std::string& exam, const std::string& version) {
  return achievement_url(programme, exam, version) + "#outcome";
}

}  // namespace kiosk::onboarding
