#include "delivery/event_types.hpp"

#include <algorithm>

namespace kiosk {

bool is_of_types(std::string_view type, const std::vector<std::string>& types) {
  if (types.empty()) return true;
  const std::string_view without_version = type.substr(0, type.rfind('.'));
  return std::any_of(types.begin(), types.end(),
                     [&](const std::string& wanted) { return without_version.ends_with("." + wanted); });
}

}  // namespace kiosk
