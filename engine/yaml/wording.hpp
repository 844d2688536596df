#pragma once

#include "bank/item.hpp"
#include "yaml/report.hpp"

namespace kiosk::yaml {

/// Warns about wording that gives the key away or is hard to read: a long stem, a right option that is longest by far,
/// "all of the above". `place` is that of the stem.
void warn_wording(const Item& item, const Language& language, Place place, Report& report);

}  // namespace kiosk::yaml
