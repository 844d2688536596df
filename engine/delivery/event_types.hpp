#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kiosk {

/// Whether a CloudEvents type, `<prefix>.approval.issued.v1`, is one of these (`known_event_types()`); of an empty list
/// every one is.
bool is_of_types(std::string_view type, const std::vector<std::string>& types);

}  // namespace kiosk
