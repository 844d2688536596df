#pragma once

#include <string>

#include "sim/mutants/planting.hpp"

namespace kiosk::sim {

struct Trial {
  bool caught = false;
  std::string finding;  ///< the rule or invariant that was broken, or how else the process ended
};

/// Runs worlds with a planted bug in a process of its own, until one fails or a minute has passed. Caught is a bug over
/// which a world breaks one of its rules, or over which the engine stops by the invariant that the bug names: not one
/// that makes the program fail in some other way.
Trial try_worlds_with(const NamedFault& bug);

}  // namespace kiosk::sim
