#include "yaml/load_options.hpp"

#include <map>

#include "yaml/fields.hpp"
#include "yaml/fold.hpp"
#include "yaml/limits.hpp"
#include "yaml/scalars.hpp"

namespace kiosk::yaml {

namespace {

void check_number(const Node& node, std::size_t count, Report& report) {
  if (count >= limits::options_min && count <= limits::options_max) return;
  report.error(node.place,
               {"option-count", "the item has " + std::to_string(count) + " options",
                "an item has " + std::to_string(limits::options_min) + " to " + std::to_string(limits::options_max),
                count < limits::options_min ? "add options" : "remove options"});
}

}  // namespace

std::vector<Option> load_options(const Node* node, const Language& language, Report& report) {
  std::vector<Option> options;
  const std::vector<Field>& fields = read_map(node, "`options`", report);
  for (const Field& field : fields) {
    Option option{read_name(field.name, field.place, report), {}};
    option.text[language] = read_text(&field.value, report);
    options.push_back(std::move(option));
  }
  if (!fields.empty()) check_number(*node, fields.size(), report);
  check_distinct(fields, report);
  return options;
}

void check_distinct(const std::vector<Field>& options, Report& report) {
  std::map<std::string, std::string> seen;  // folded text → option id
  for (const Field& field : options) {
    const std::string folded = fold(field.value.text);
    if (folded.empty()) continue;  // reported as empty
    const auto [first, is_new] = seen.emplace(folded, field.name);
    if (is_new) continue;
    report.error(field.value.place,
                 {"duplicate-option", "the text is the same as that of option " + first->second,
                  "a reader could not tell which of them is right", "write another text, or remove the option"});
  }
}

}  // namespace kiosk::yaml
