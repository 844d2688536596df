#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bank/localized_text.hpp"
#include "yaml/document.hpp"

namespace kiosk::yaml {

inline constexpr std::string_view translation_schema = "kiosk-translation/1";

struct TranslatedOption {
  std::string id;
  Place place;
  std::string text;
};

struct TranslatedItem {
  std::string id;
  Place place;
  std::string stem;
  Place options_place;  ///< of the item when it has no options
  std::vector<TranslatedOption> options;
  std::string unit;  ///< empty: the bank's
  Place unit_place;
  std::string explanation;
};

/// The texts of a bank in another language. Whether they fit the bank is seen by merge_translation.hpp.
struct TranslationFile {
  std::string bank;
  Place bank_place;
  std::string version;
  Place version_place;
  Language language;
  Place language_place;
  std::string title;
  std::vector<TranslatedItem> items;
  Place items_place;
  bool complete = false;  ///< no error in the file
};

/// Reads a document of the schema `kiosk-translation/1`; the format is in question_banks/README.md.
TranslationFile load_translation(const Document& document, Report& report);

}  // namespace kiosk::yaml
