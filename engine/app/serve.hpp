#pragma once

#include "app/options.hpp"

namespace kiosk::app {

/// Runs the server until SIGTERM or SIGINT. Answers the exit code: 0 after a clean stop, 1 when it cannot run.
///
/// Call before any thread is started: it blocks the signals that it waits for.
int serve(const Options& options);

}  // namespace kiosk::app
