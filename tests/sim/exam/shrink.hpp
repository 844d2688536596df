#pragma once

#include "sim/exam/world.hpp"

namespace kiosk::sim {

/// A smaller world that breaks the same rule: without the faults, applicants and steps that are not needed for it.
/// Runs at most so many worlds.
WorldFailure shrink(const WorldFailure& failure, int most_runs = 300);

/// Runs a world; a failure comes out with a smaller one of the same kind, both in its text.
WorldReport run_and_shrink(const WorldOptions& options);

}  // namespace kiosk::sim
