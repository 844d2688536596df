#pragma once

#include <vector>

#include "bank/item.hpp"
#include "yaml/node.hpp"
#include "yaml/report.hpp"

namespace kiosk::yaml {

/// The options of a choice item: a map from id to text; 2 to 20, texts that a reader can tell apart.
std::vector<Option> load_options(const Node* node, const Language& language, Report& report);

/// Reports texts that are equal after `fold`. `texts` are the values of a map of options.
void check_distinct(const std::vector<Field>& options, Report& report);

}  // namespace kiosk::yaml
