#include "yaml/load_kind.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "yaml/load_options.hpp"
#include "yaml/nearest.hpp"
#include "yaml/scalars.hpp"

namespace kiosk::yaml {

namespace {

std::vector<std::string> ids_of(const std::vector<Option>& options) {
  std::vector<std::string> ids;
  for (const Option& option : options) ids.push_back(option.id);
  return ids;
}

bool check_option_id(const Node& node, const std::vector<std::string>& ids, Report& report) {
  if (std::find(ids.begin(), ids.end(), node.text) != ids.end()) return true;
  report.error(node.place, {"unknown-option", "`correct` names " + shown(node.text) + ", which is no option here",
                            "the options are " + name_list(ids), "write one of them"});
  return false;
}

bool read_fixed_order(Fields& fields, Report& report) {
  return read_choice(fields.find("option_order"), {"shuffled", "fixed"}, report) == std::size_t{1};
}

ItemKind load_single(Fields& fields, const Language& language, Report& report) {
  SingleChoice kind;
  kind.options = load_options(fields.require("options"), language, report);
  const Node* correct = fields.require("correct");
  kind.key = read_name(correct, report);
  if (!kind.key.empty() && !kind.options.empty()) check_option_id(*correct, ids_of(kind.options), report);
  kind.fixed_order = read_fixed_order(fields, report);
  return kind;
}

/// The ids of `correct` that are options, each once.
std::set<std::string> read_keys(const Node* correct, const std::vector<std::string>& ids, Report& report) {
  std::set<std::string> keys;
  for (const Node& entry : read_list(correct, "`correct` of a multiple item", report)) {
    if (read_name(&entry, report).empty() || !check_option_id(entry, ids, report)) continue;
    if (keys.insert(entry.text).second) continue;
    report.error(entry.place, {"duplicate-answer", "`correct` names " + entry.text + " twice",
                               "perhaps another option was meant", "delete it, or name the other"});
  }
  return keys;
}

ItemKind load_multiple(Fields& fields, const Language& language, Report& report) {
  MultipleChoice kind;
  kind.options = load_options(fields.require("options"), language, report);
  const Node* correct = fields.require("correct");
  const std::vector<std::string> ids = ids_of(kind.options);
  const std::set<std::string> keys = read_keys(correct, ids, report);
  for (const std::string& id : ids) {
    if (keys.contains(id)) kind.key.push_back(id);
  }
  if (!ids.empty() && keys.size() == ids.size()) {
    report.error(correct->place,
                 {"all-correct", "all options are correct", "such an item asks nothing", "add a wrong option"});
  }
  kind.fixed_order = read_fixed_order(fields, report);
  return kind;
}

ItemKind load_true_false(Fields& fields, const Language& /*language*/, Report& report) {
  return TrueFalse{read_boolean(fields.require("correct"), report).value_or(false)};
}

ItemKind load_numeric(Fields& fields, const Language& language, Report& report) {
  Numeric kind;
  kind.key = read_decimal(fields.require("correct"), report).value_or(Rational{});
  const Node* tolerance = fields.require("tolerance");
  kind.tolerance = read_decimal(tolerance, report).value_or(Rational{});
  if (kind.tolerance < Rational{}) {
    report.error(tolerance->place, {"out-of-range", "the tolerance is negative",
                                    "it is the distance from the key that is still right", "write \"0\" or more"});
  }
  if (const Node* unit = fields.find("unit")) kind.unit[language] = read_text(unit, report);
  return kind;
}

using Load = ItemKind (*)(Fields&, const Language&, Report&);

/// In the order of `kind_names`.
constexpr std::array<Load, 4> loads{load_single, load_multiple, load_true_false, load_numeric};

}  // namespace

bool load_kind(const Node* kind, Fields& fields, const Language& language, ItemKind& out, Report& report) {
  static const std::vector<std::string> kind_names{"single", "multiple", "true_false", "numeric"};
  const std::optional<std::size_t> index = read_choice(kind, kind_names, report);
  if (!index) return false;
  out = loads.at(*index)(fields, language, report);
  return true;
}

}  // namespace kiosk::yaml
