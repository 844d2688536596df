#pragma once

#include <string_view>
#include <vector>

#include "base/planted_fault.hpp"

namespace kiosk::sim {

/// From now on the engine of this program has this bug and no other.
void plant(PlantedFault fault);

/// Which simulated worlds it lives in: tests/sim/exam, tests/sim/approvals.
enum class Worlds { exams, approvals };

struct NamedFault {
  PlantedFault fault;
  std::string_view name;
  Worlds worlds;
  /// What shows when a defence of the engine's own is faster than the rules: the words of an ENSURE, or the error that
  /// a client gets for a change that the store has refused; empty: none is.
  std::string_view own_defence = {};
};

/// Every bug but `none`.
std::vector<NamedFault> planted_faults();

}  // namespace kiosk::sim
