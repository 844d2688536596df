#include "yaml/load_translation.hpp"

#include "yaml/count_check.hpp"
#include "yaml/fields.hpp"
#include "yaml/load_options.hpp"
#include "yaml/scalars.hpp"

namespace kiosk::yaml {

namespace {

Place place_of(const Node* node, Place otherwise) { return node != nullptr ? node->place : otherwise; }

std::vector<TranslatedOption> load_translated_options(const Node* node, Report& report) {
  std::vector<TranslatedOption> options;
  if (node == nullptr) return options;
  const std::vector<Field>& fields = read_map(node, "`options`", report);
  for (const Field& field : fields) {
    options.push_back({read_name(field.name, field.place, report), field.place, read_text(&field.value, report)});
  }
  check_distinct(fields, report);
  return options;
}

TranslatedItem load_translated_item(const Field& field, Report& report) {
  TranslatedItem item;
  item.id = read_name(field.name, field.place, report);
  item.place = field.place;
  Fields fields(&field.value, "a translated item", report);
  item.stem = read_text(fields.require("stem"), report);
  const Node* options = fields.find("options");
  item.options_place = place_of(options, field.place);
  item.options = load_translated_options(options, report);
  const Node* unit = fields.find("unit");
  item.unit_place = place_of(unit, field.place);
  item.unit = read_text(unit, report);
  item.explanation = read_text(fields.require("explanation"), report);
  fields.finish();
  return item;
}

}  // namespace

TranslationFile load_translation(const Document& document, Report& report) {
  const ErrorMark mark(report);
  const Place start = document.root.place;
  TranslationFile file;
  Fields fields(&document.root, "a translation", report);
  fields.require("schema");
  const Node* bank = fields.require("bank");
  file.bank_place = place_of(bank, start);
  file.bank = read_name(bank, report);
  const Node* version = fields.require("version");
  file.version_place = place_of(version, start);
  file.version = read_name(version, report);
  const Node* language = fields.require("language");
  file.language_place = place_of(language, start);
  file.language = read_language(language, report);
  file.title = read_text(fields.require("title"), report);
  const Node* count = fields.require("count");
  const Node* items = fields.require("items");
  file.items_place = place_of(items, start);
  for (const Field& field : read_map(items, "`items` of a translation", report)) {
    file.items.push_back(load_translated_item(field, report));
  }
  check_count(count, file.items.size(), report);
  fields.finish();
  file.complete = document.clean && mark.clean();
  return file;
}

}  // namespace kiosk::yaml
