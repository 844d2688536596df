#pragma once

#include <string>

#include "base/planted_fault.hpp"

namespace kiosk::sim {

struct Trial {
  bool caught = false;
  std::string finding;  ///< the rule that was broken, or how the process died
};

/// Runs worlds with a planted bug in a process of its own (a broken invariant aborts it), until one fails or a minute
/// has passed.
Trial try_worlds_with(PlantedFault fault);

}  // namespace kiosk::sim
