#pragma once

#include "json/writer.hpp"
#include "onboarding/programme.hpp"

namespace kiosk::onboarding {

/// JSON-LD contexts of Open Badges 3.0, in the order that it asks for.
inline constexpr const char* credentials_context = "https://www.w3.org/ns/credentials/v2";
inline constexpr const char* badges_context = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

/// Members of an Open Badges 3.0 Achievement for one version of an exam.
void write_achievement_members(json::Writer& writer, const Programme& programme, const Exam& exam,
                               const Language& language);

/// Ids of its result descriptions.
std::string score_description_url(const Programme& programme, const std::string& exam, const std::string& version);
std::string outcome_description_url(const Programme& programme, const std::string& exam, const std::string& version);

}  // namespace kiosk::onboarding
