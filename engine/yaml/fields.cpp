#include "yaml/fields.hpp"

#include <algorithm>

#include "yaml/nearest.hpp"

namespace kiosk::yaml {

namespace {

std::string_view kind_words(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::nothing: return "nothing";
    case Node::Kind::text: return "a single value";
    case Node::Kind::list: return "a list";
    case Node::Kind::map: return "a map";
  }
  return "";
}

/// Reports a node of another kind; missing values were reported before.
bool is_kind(const Node* node, Node::Kind kind, std::string_view what, Report& report) {
  if (node == nullptr || node->kind == Node::Kind::nothing) return false;
  if (node->kind == kind) return true;
  const bool map = kind == Node::Kind::map;
  report.error(node->place, {"wrong-type", std::string{what} + " is " + std::string{kind_words(node->kind)},
                             map ? "fields in the form name: value belong here" : "a list belongs here",
                             map ? "write one indented line name: value for each field"
                                 : "write [a, b] or one indented line `- …` for each entry"});
  return false;
}

void report_empty(const Node& node, std::string_view what, Report& report) {
  report.error(node.place, {"empty", std::string{what} + " is empty", "at least one entry belongs here",
                            "write an entry, or delete the whole"});
}

}  // namespace

Fields::Fields(const Node* node, std::string_view owner, Report& report) : owner_(owner), report_(report) {
  if (is_kind(node, Node::Kind::map, owner, report)) map_ = node;
}

const Node* Fields::find(std::string_view name) {
  if (map_ == nullptr) return nullptr;
  known_.emplace_back(name);
  for (const Field& field : map_->fields) {
    if (field.name == name) return &field.value;
  }
  return nullptr;
}

const Node* Fields::require(std::string_view name) {
  const Node* value = find(name);
  if (value == nullptr && map_ != nullptr) {
    report_.error(map_->place, {"missing-field", owner_ + " here has no `" + std::string{name} + "`",
                                "the field is required", "add a line " + std::string{name} + ": …"});
  }
  return value;
}

void Fields::finish() {
  if (map_ == nullptr) return;
  for (const Field& field : map_->fields) {
    if (std::find(known_.begin(), known_.end(), field.name) != known_.end()) continue;
    const auto meant = report_.keeps_errors(field.place) ? nearest(field.name, known_) : std::nullopt;
    report_.error(field.place, {"unknown-field", owner_ + " has no field " + shown(field.name), "it would be ignored",
                                meant ? "write `" + *meant + "`" : "possible are " + name_list(known_, 30)});
  }
}

const std::vector<Field>& read_map(const Node* node, std::string_view what, Report& report) {
  static const std::vector<Field> none;
  if (!is_kind(node, Node::Kind::map, what, report)) return none;
  if (node->fields.empty()) report_empty(*node, what, report);
  return node->fields;
}

const std::vector<Node>& read_list(const Node* node, std::string_view what, Report& report) {
  static const std::vector<Node> none;
  if (!is_kind(node, Node::Kind::list, what, report)) return none;
  if (node->entries.empty()) report_empty(*node, what, report);
  return node->entries;
}

}  // namespace kiosk::yaml
