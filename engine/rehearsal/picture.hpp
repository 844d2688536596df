#pragma once

#include <string>

#include "rehearsal/outcome.hpp"

namespace kiosk::rehearsal {

/// The rehearsal on one page as SVG 1.1 with CSS: latencies of each request on a log scale, then requests, latencies of
/// saves and processor over the seconds. Text stays text; colours follow the viewer's light or dark scheme.
std::string picture(const Outcome& outcome);

}  // namespace kiosk::rehearsal
