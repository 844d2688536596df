#pragma once

#include <string>

#include "exam/exam.hpp"

namespace kiosk::onboarding {

/// Words of the programme. Each text has at least one language; where the one wanted is missing, `en` or the first
/// stands in.
struct ProgrammeTexts {
  std::string rules_framework;    ///< name of the rules as a whole
  LocalizedText credential_name;  ///< the region's code follows
  LocalizedText role;
  LocalizedText achievement_name;
  LocalizedText achievement_description;
  /// Parts of the sentence about the criteria; `{percent}`, `{minimum}`, `{count}` and `{section}` are replaced.
  LocalizedText criteria_total;
  LocalizedText criteria_section;  ///< once for each section that has a minimum
  LocalizedText criteria_end;
  LocalizedText score_name;    ///< of the result in percent
  LocalizedText outcome_name;  ///< of the result pass or fail

  /// As they ship, in `en` and `zh-CN`.
  static ProgrammeTexts shipped();
};

/// What credentials and events say about the programme and its issuer; from the configuration.
struct Programme {
  std::string base_url = "http://127.0.0.1:8080";  ///< without a slash at the end
  std::string issuer_name = "Kiosk Programme Certification Office";
  std::string event_type_prefix = "com.example.kiosk";
  std::string vocabulary = "http://127.0.0.1:8080/ns/kiosk-programme/v1#";  ///< of the programme's own terms
  ProgrammeTexts texts = ProgrammeTexts::shipped();
};

const std::string& words(const LocalizedText& text, const Language& language);

/// `At least 80 percent of all points and …`, from the exam's cut and minimums.
std::string criteria_narrative(const ProgrammeTexts& texts, const Exam& exam, const Language& language);

}  // namespace kiosk::onboarding
