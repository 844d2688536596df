#pragma once

#include <cstddef>

#include "yaml/node.hpp"
#include "yaml/report.hpp"

namespace kiosk::yaml {

/// The field `count` of banks and translations, 1 to 20,000: must equal the number of items. Null and no items were
/// reported before.
void check_count(const Node* count, std::size_t items, Report& report);

}  // namespace kiosk::yaml
