#include "yaml/load_bank.hpp"

#include "yaml/count_check.hpp"
#include "yaml/fields.hpp"
#include "yaml/load_item.hpp"
#include "yaml/scalars.hpp"

namespace kiosk::yaml {

namespace {

void load_items(const Node* list, BankFile& file, Report& report) {
  for (const Node& entry : read_list(list, "the list of items", report)) {
    const LoadedItem loaded = load_item(entry, file.bank.language, report);
    const std::string& id = loaded.item.id;
    if (!id.empty() && !file.item_index.emplace(id, file.bank.items.size()).second) {
      report.error(loaded.id_place, {"duplicate-id", "the bank has another item `" + id + "`",
                                     "answers and translations refer to items by id", "give one of them a new id"});
    }
    file.topics.emplace(loaded.item.topic, loaded.topic_place);
    file.bank.items.push_back(loaded.item);
  }
}

}  // namespace

BankFile load_bank(const Document& document, Report& report) {
  const ErrorMark mark(report);
  BankFile file;
  Fields fields(&document.root, "a bank", report);
  fields.require("schema");
  const Node* id = fields.require("id");
  file.id_place = id != nullptr ? id->place : document.root.place;
  file.bank.id = read_name(id, report);
  file.bank.version = read_name(fields.require("version"), report);
  file.bank.language = read_language(fields.require("language"), report);
  file.bank.languages = {file.bank.language};
  file.bank.title[file.bank.language] = read_text(fields.require("title"), report);
  const Node* count = fields.require("count");
  load_items(fields.require("items"), file, report);
  check_count(count, file.bank.items.size(), report);
  fields.finish();
  file.complete = document.clean && mark.clean();
  return file;
}

}  // namespace kiosk::yaml
