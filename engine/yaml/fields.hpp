#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "yaml/node.hpp"
#include "yaml/report.hpp"

namespace kiosk::yaml {

/// Reads one map field by field. The names that were asked for are the known ones; `finish` reports all others, with
/// the nearest known name. A node that is no map is reported once and then has no fields.
class Fields {
 public:
  /// `owner` names the map in problems: `an item`. `node` may be null (missing, already reported).
  Fields(const Node* node, std::string_view owner, Report& report);

  /// The value, or null when the field is not there.
  const Node* find(std::string_view name);
  /// As `find`, but a missing field is an error.
  const Node* require(std::string_view name);

  bool is_map() const { return map_ != nullptr; }
  void finish();

 private:
  const Node* map_ = nullptr;
  std::string owner_;
  Report& report_;
  std::vector<std::string> known_;
};

/// The fields of a map whose names are data, such as option ids; nothing and an error for other nodes, and an error
/// when it is empty.
const std::vector<Field>& read_map(const Node* node, std::string_view what, Report& report);

/// The entries of a list; as `read_map`.
const std::vector<Node>& read_list(const Node* node, std::string_view what, Report& report);

}  // namespace kiosk::yaml
