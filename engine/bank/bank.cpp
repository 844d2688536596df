#include "bank/bank.hpp"

#include <algorithm>

namespace kiosk {

const Item* Bank::find(const std::string& item_id) const {
  const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == item_id; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace kiosk
