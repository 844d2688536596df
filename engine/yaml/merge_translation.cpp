#include "yaml/merge_translation.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "yaml/nearest.hpp"

namespace kiosk::yaml {

namespace {

void check_head(const TranslationFile& translation, BankFile& file, Report& report) {
  const Bank& bank = file.bank;
  if (translation.version != bank.version) {
    report.error(translation.version_place,
                 {"other-version",
                  "this translates version " + translation.version + " of the bank, which is now " + bank.version,
                  "texts of another version may belong to other keys",
                  "check the texts, then write version: \"" + bank.version + "\""});
  }
  const bool own = translation.language == bank.language;
  if (own || !file.translations.insert(translation.language).second) {
    report.error(translation.language_place,
                 {"duplicate-language", "the bank has the language " + translation.language + " already",
                  own ? "its own texts are written in it" : "another file translates into it",
                  "write another language, or remove the file"});
  }
}

void check_options(const TranslatedItem& translated, const Item& item, Report& report) {
  std::vector<std::string> ids;
  for (const Option& option : options_of(item.kind)) ids.push_back(option.id);
  std::set<std::string> missing(ids.begin(), ids.end());
  for (const TranslatedOption& option : translated.options) {
    if (missing.erase(option.id) > 0) continue;
    report.error(option.place, {"unknown-option", "item `" + item.id + "` has no option " + shown(option.id),
                                "a translation has exactly the options of the item",
                                ids.empty() ? "remove the options" : "the options are " + name_list(ids)});
  }
  if (missing.empty()) return;
  report.error(translated.options_place,
               {"missing-option",
                "the translation lacks option " + name_list({missing.begin(), missing.end()}) + " of `" + item.id + "`",
                "a translation has exactly the options of the item", "add the text of the option"});
}

void check_unit(const TranslatedItem& translated, const Item& item, Report& report) {
  const auto* numeric = std::get_if<Numeric>(&item.kind);
  if (translated.unit.empty() || (numeric != nullptr && !numeric->unit.empty())) return;
  report.error(translated.unit_place, {"unknown-field", "item `" + item.id + "` has no unit in the bank",
                                       "a translation does not add one", "remove the unit"});
}

std::string suggestion(const TranslatedItem& translated, const Bank& bank) {
  std::vector<std::string> ids;
  for (const Item& item : bank.items) ids.push_back(item.id);
  const auto meant = nearest(translated.id, ids);
  return meant ? "write `" + *meant + "`" : "remove the item, or add it to the bank";
}

void check_item(const TranslatedItem& translated, const BankFile& file, Report& report) {
  const auto found = file.item_index.find(translated.id);
  if (found != file.item_index.end()) {
    const Item& item = file.bank.items[found->second];
    check_options(translated, item, report);
    check_unit(translated, item, report);
    return;
  }
  const bool shows = report.keeps_errors(translated.place);
  report.error(translated.place, {"unknown-item", "the bank has no item `" + translated.id + "`",
                                  "a translation belongs to items of its bank",
                                  shows ? suggestion(translated, file.bank) : std::string{}});
}

using ById = std::map<std::string, const TranslatedItem*>;

ById by_id(const TranslationFile& translation) {
  ById items;
  for (const TranslatedItem& item : translation.items) items.emplace(item.id, &item);
  return items;
}

/// True when every item of the bank is translated.
bool check_complete(const TranslationFile& translation, const ById& items, const Bank& bank, Report& report) {
  std::vector<std::string> missing;
  for (const Item& item : bank.items) {
    if (!items.contains(item.id)) missing.push_back(item.id);
  }
  if (missing.empty()) return true;
  report.warning(
      translation.items_place,
      {"translation-incomplete", std::to_string(missing.size()) + " items are not translated: " + name_list(missing, 5),
       "no exam can offer " + translation.language + " with this bank yet", "translate them"});
  return false;
}

struct AddTexts {
  const TranslatedItem& translated;
  const Language& language;
  const Language& bank_language;

  void operator()(SingleChoice& kind) const { add(kind.options); }
  void operator()(MultipleChoice& kind) const { add(kind.options); }
  void operator()(TrueFalse& /*kind*/) const {}
  void operator()(Numeric& kind) const {
    if (kind.unit.empty()) return;
    kind.unit[language] = translated.unit.empty() ? kind.unit.at(bank_language) : translated.unit;
  }

  void add(std::vector<Option>& options) const {
    for (Option& option : options) {
      const auto found = std::find_if(translated.options.begin(), translated.options.end(),
                                      [&](const TranslatedOption& text) { return text.id == option.id; });
      option.text[language] = found->text;
    }
  }
};

void add_texts(const TranslationFile& translation, const ById& items, Bank& bank) {
  const Language& language = translation.language;
  for (Item& item : bank.items) {
    const TranslatedItem& translated = *items.at(item.id);
    item.stem[language] = translated.stem;
    item.explanation[language] = translated.explanation;
    std::visit(AddTexts{translated, language, bank.language}, item.kind);
  }
  bank.title[language] = translation.title;
  bank.languages.push_back(language);
  std::sort(bank.languages.begin(), bank.languages.end());
}

}  // namespace

void merge_translation(const TranslationFile& translation, BankFile& file, Report& report) {
  const ErrorMark mark(report);
  check_head(translation, file, report);
  for (const TranslatedItem& item : translation.items) check_item(item, file, report);
  const ById items = by_id(translation);
  const bool complete = check_complete(translation, items, file.bank, report);
  if (!mark.clean()) {
    file.broken_translations.insert(translation.language);
  } else if (complete) {
    add_texts(translation, items, file.bank);
  }
}

}  // namespace kiosk::yaml
