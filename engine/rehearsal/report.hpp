#pragma once

#include <string>

#include "rehearsal/outcome.hpp"

namespace kiosk::rehearsal {

/// For people: what was done, the table of latencies, what would break first, and whether anything was lost.
std::string text_report(const Outcome& outcome);

/// The same figures as one JSON object, with the seconds.
std::string json_report(const Outcome& outcome);

/// One line while it runs.
std::string progress_line(const Figures& figures, const Checks& checks, int applicants);

}  // namespace kiosk::rehearsal
