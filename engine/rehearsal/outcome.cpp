#include "rehearsal/outcome.hpp"

namespace kiosk::rehearsal {

void Checks::fault(std::string what) {
  ++fault_count;
  if (faults.size() < most_faults) faults.push_back(std::move(what));
}

bool is_fine(const Outcome& outcome) {
  const Checks& checks = outcome.checks;
  return !outcome.stopped && checks.fault_count == 0 && checks.submitted == outcome.scale.applicants &&
         checks.results == checks.submitted && checks.found + checks.superseded == checks.acknowledged;
}

}  // namespace kiosk::rehearsal
