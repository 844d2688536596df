#pragma once

#include <string_view>

namespace kiosk::app {

/// What git called the source when this program was built, for example `v1.2-3-gabcdef0`; `unknown` outside git.
std::string_view build_id();

}  // namespace kiosk::app
