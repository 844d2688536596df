#pragma once

#include "bank/item.hpp"
#include "yaml/node.hpp"
#include "yaml/report.hpp"

namespace kiosk::yaml {

struct LoadedItem {
  Item item;
  Place id_place;
  Place topic_place;
};

/// One entry of a bank's `items`, with texts in `language`. Also warns about wording that gives the key away.
LoadedItem load_item(const Node& node, const Language& language, Report& report);

}  // namespace kiosk::yaml
