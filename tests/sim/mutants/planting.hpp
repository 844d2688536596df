#pragma once

#include <string_view>
#include <vector>

#include "base/planted_fault.hpp"

namespace kiosk::sim {

/// From now on the engine of this program has this bug and no other.
void plant(PlantedFault fault);

struct NamedFault {
  PlantedFault fault;
  std::string_view name;
};

/// Every bug but `none`.
std::vector<NamedFault> planted_faults();

}  // namespace kiosk::sim
