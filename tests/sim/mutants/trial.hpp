#pragma once

#include <string>

#include "sim/mutants/planting.hpp"

namespace kiosk::sim {

struct Trial {
  bool caught = false;
  std::string finding;  ///< the rule that was broken, or how the process died
};

/// Runs worlds with a planted bug in a process of its own (a broken invariant aborts it), until one fails or a minute
/// has passed.
Trial try_worlds_with(const NamedFault& bug);

}  // namespace kiosk::sim
