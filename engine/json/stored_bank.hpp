#pragma once

#include <string>

#include "bank/item.hpp"

namespace kiosk::json {

/// One item in the bank's own language alone: `{"kind","stem","options"?,"key",…}`, the rule included.
std::string encode_item(const Item& item, const Language& language);

/// The texts of one item in one language.
std::string encode_translation(const Item& item, const Language& language);

}  // namespace kiosk::json
