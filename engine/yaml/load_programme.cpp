#include "yaml/load_programme.hpp"

#include <algorithm>
#include <utility>

#include "yaml/document.hpp"
#include "yaml/fields.hpp"
#include "yaml/nearest.hpp"
#include "yaml/scalars.hpp"

namespace kiosk::yaml {

namespace {

using Names = std::vector<std::string>;

bool is_prefix(std::string_view text) {
  constexpr std::size_t longest = 12;
  return !text.empty() && text.size() <= longest &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

/// The first `{name}` of the text that is none of `known`; empty when there is none.
std::string unknown_placeholder(std::string_view text, const Names& known) {
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const std::size_t close = std::min(text.find('}', open), text.size() - 1);
    std::string name{text.substr(open, close - open + 1)};
    if (std::find(known.begin(), known.end(), name) == known.end()) return name;
  }
  return {};
}

class ProgrammeLoader {
 public:
  explicit ProgrammeLoader(Report& report) : report_(report) {}

  ProgrammeWords load(const Document& document) {
    Fields fields(&document.root, "a programme file", report_);
    check_schema(*fields.require("schema"));
    ProgrammeWords words;
    words.number_prefix = read_prefix(fields.find("number_prefix"));
    words.rules_framework = read_text(fields.find("rules_framework"), report_);
    words.credential_name = read_words(fields, "credential_name", {});
    words.role = read_words(fields, "role", {});
    words.achievement_name = read_words(fields, "achievement_name", {});
    words.achievement_description = read_words(fields, "achievement_description", {});
    words.criteria_total = read_words(fields, "criteria_total", {"{percent}"});
    words.criteria_section = read_words(fields, "criteria_section", {"{minimum}", "{count}", "{section}"});
    words.criteria_end = read_words(fields, "criteria_end", {});
    words.score_name = read_words(fields, "score_name", {});
    words.outcome_name = read_words(fields, "outcome_name", {});
    fields.finish();
    return words;
  }

 private:
  void check_schema(const Node& schema) {
    if (schema.text == programme_schema || schema.kind == Node::Kind::nothing) return;
    report_.error(schema.place,
                  {"unknown-schema", shown(schema.text) + " is no schema of a programme file",
                   "the server reads the programme's words from it", "write " + std::string{programme_schema}});
  }

  std::string read_prefix(const Node* node) {
    std::string prefix = read_name(node, report_);
    if (!prefix.empty() && !is_prefix(prefix)) {
      report_.error(node->place,
                    {"bad-number-prefix", shown(prefix) + " cannot begin the numbers of approvals",
                     "people read them out and type them", "write 1 to 12 capital letters and digits, such as KP"});
    }
    return prefix;
  }

  LocalizedText read_words(Fields& fields, std::string_view name, const Names& placeholders) {
    const Node* node = fields.find(name);
    if (node == nullptr) return {};
    LocalizedText words = read_localized(node, shown(name), report_);
    for (const auto& [language, text] : words) {
      const std::string unknown = unknown_placeholder(text, placeholders);
      if (unknown.empty()) continue;
      report_.error(node->place, {"unknown-placeholder", shown(unknown) + " stands for nothing in " + shown(name),
                                  "the text is signed as it is", "possible: " + name_list(placeholders)});
    }
    return words;
  }

  Report& report_;
};

}  // namespace

LoadedProgramme load_programme(ContentFile file) {
  Report report;
  LoadedProgramme loaded;
  const auto document = read_document(std::move(file.path), std::move(file.bytes), report);
  if (document) {
    ProgrammeWords words = ProgrammeLoader(report).load(*document);
    if (report.error_count() == 0) loaded.words = std::move(words);
  }
  loaded.problems = report.problems();
  return loaded;
}

}  // namespace kiosk::yaml
