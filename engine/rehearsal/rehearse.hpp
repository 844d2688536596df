#pragma once

#include <filesystem>
#include <functional>

#include "base/result.hpp"
#include "rehearsal/outcome.hpp"
#include "rehearsal/server_process.hpp"

namespace kiosk::rehearsal {

/// Called once a second while the applicants are at it.
using EachSecond = std::function<void(const Outcome&)>;

/// From now on SIGINT and SIGTERM wait until `rehearse` takes them, so that one that comes before has everything put
/// away all the same.
void hold_stop_signals();

/// Lets the applicants of `scale` sit the first exam that the server offers, one thread for all of them. Ends when all
/// have ended, at SIGINT or SIGTERM, or when the limit of time is over. `data` is the server's data directory.
/// Errors: `unavailable` when the server does not answer or offers no exam, or the signal came before that.
Result<Outcome> rehearse(const ServerProcess& server, const std::filesystem::path& data, const Scale& scale,
                         const HostLimits& host, const EachSecond& each_second);

}  // namespace kiosk::rehearsal
