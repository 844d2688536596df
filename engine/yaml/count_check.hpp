#pragma once

#include <cstddef>

#include "yaml/node.hpp"
#include "yaml/report.hpp"

namespace kiosk::yaml {

/// The field `count` of banks and translations: must equal the number of items, 1 to 20,000.
void check_count(const Node* count, std::size_t items, Report& report);

}  // namespace kiosk::yaml
