#pragma once

#include <vector>

#include "http/metrics.hpp"

namespace kiosk::app {

/// What this process uses, under the names that Prometheus' own client libraries give it. Reads /proc/self alone, which
/// waits for no disk.
std::vector<http::Figure> process_figures();

}  // namespace kiosk::app
