#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rehearsal/bounds.hpp"
#include "rehearsal/figures.hpp"
#include "rehearsal/schedule.hpp"

namespace kiosk::rehearsal {

/// What the applicants looked up afterwards.
struct Checks {
  std::int64_t registered = 0;
  std::int64_t started = 0;
  std::int64_t submitted = 0;     ///< the submit was answered with a result
  std::int64_t acknowledged = 0;  ///< answers that the server said to be safe, each (item, revision) once
  std::int64_t superseded = 0;    ///< of those, changed again by a later one that was acknowledged too
  std::int64_t found = 0;         ///< of the others, read back from the server as they were sent
  std::int64_t results = 0;       ///< submitted attempts whose result could be read afterwards
  std::int64_t reconnects = 0;
  std::int64_t sent_again = 0;      ///< saves whose answer was thrown away, so that they were sent once more
  std::vector<std::string> faults;  ///< what was not as it must be, in words; at most `most_faults`
  std::int64_t fault_count = 0;

  static constexpr std::size_t most_faults = 20;
  void fault(std::string what);
};

/// Everything that a report says.
struct Outcome {
  Scale scale;
  int items = 0;  ///< of a paper
  std::int64_t time_limit_s = 0;
  std::string exam;
  double lasted_s = 0;
  bool stopped = false;  ///< by a signal or by the limit of time
  Figures figures;
  Checks checks;
  Histogram lateness;  ///< of the applicants themselves: how late a planned request was sent
  HostLimits host;
};

/// Cores that other programs on the host took while it lasted.
double other_cores_in_the_mean(const Outcome& outcome);

/// Every applicant came to a result and every acknowledged answer was found.
bool is_fine(const Outcome& outcome);

}  // namespace kiosk::rehearsal
