#include "app/programme.hpp"

#include <iostream>
#include <utility>

#include "yaml/load_programme.hpp"

namespace kiosk::app {

namespace {

template <class Text>
void replace(Text& shipped, Text& given) {
  if (!given.empty()) shipped = std::move(given);
}

}  // namespace

Result<ProgrammeSpeech> load_programme_speech(const std::filesystem::path& file) {
  ProgrammeSpeech speech;
  if (file.empty()) return speech;
  Result<yaml::ContentFile> content = yaml::read_content_file(file.string());
  if (content.has_error()) return content.error();
  yaml::LoadedProgramme loaded = yaml::load_programme(std::move(*content));
  for (const yaml::Problem& problem : loaded.problems) std::cerr << yaml::to_text(problem);
  if (!loaded.words)
    return failure(ErrorCode::content_invalid, file.string() + ": there are errors, so nothing starts");
  yaml::ProgrammeWords& words = *loaded.words;
  replace(speech.number_prefix, words.number_prefix);
  replace(speech.texts.rules_framework, words.rules_framework);
  replace(speech.texts.credential_name, words.credential_name);
  replace(speech.texts.role, words.role);
  replace(speech.texts.achievement_name, words.achievement_name);
  replace(speech.texts.achievement_description, words.achievement_description);
  replace(speech.texts.criteria_total, words.criteria_total);
  replace(speech.texts.criteria_section, words.criteria_section);
  replace(speech.texts.criteria_end, words.criteria_end);
  replace(speech.texts.score_name, words.score_name);
  replace(speech.texts.outcome_name, words.outcome_name);
  return speech;
}

}  // namespace kiosk::app
