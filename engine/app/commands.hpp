#pragma once

#include <string>
#include <vector>

#include "app/options.hpp"

namespace kiosk::app {

/// The commands other than `serve`. Answers the exit code: 0 fine, 1 the work failed, 2 wrong use.
int run_command(const Options& options);

void print_usage(std::ostream& out);

}  // namespace kiosk::app
