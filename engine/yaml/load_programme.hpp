#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bank/localized_text.hpp"
#include "yaml/load_content.hpp"

namespace kiosk::yaml {

inline constexpr std::string_view programme_schema = "kiosk-programme/1";

/// What a programme calls itself in its approvals. What the file leaves out is empty.
struct ProgrammeWords {
  std::string number_prefix;
  std::string rules_framework;
  LocalizedText credential_name;
  LocalizedText role;
  LocalizedText achievement_name;
  LocalizedText achievement_description;
  LocalizedText criteria_total;
  LocalizedText criteria_section;
  LocalizedText criteria_end;
  LocalizedText score_name;
  LocalizedText outcome_name;
};

struct LoadedProgramme {
  std::vector<Problem> problems;        ///< as Report::problems
  std::optional<ProgrammeWords> words;  ///< only when there is no error
};

/// Reads a file of the schema `kiosk-programme/1` as strictly as content; the format is in tools/operations/README.md.
LoadedProgramme load_programme(ContentFile file);

}  // namespace kiosk::yaml
