#include "rehearsal/outcome.hpp"

namespace kiosk::rehearsal {

void Checks::fault(std::string what) {
  ++fault_count;
  if (faults.size() < most_faults) faults.push_back(std::move(what));
}

double other_cores_in_the_mean(const Outcome& outcome) {
  const std::vector<SecondFigures>& timeline = outcome.figures.timeline();
  double sum = 0;
  for (const SecondFigures& second : timeline) sum += second.server.other_cores;
  return timeline.empty() ? 0 : sum / static_cast<double>(timeline.size());
}

bool is_fine(const Outcome& outcome) {
  const Checks& checks = outcome.checks;
  return !outcome.stopped && checks.fault_count == 0 && checks.submitted == outcome.scale.applicants &&
         checks.results == checks.submitted && checks.found + checks.superseded == checks.acknowledged;
}

}  // namespace kiosk::rehearsal
