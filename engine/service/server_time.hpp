#pragma once

#include "ports/store.hpp"

namespace kiosk {

/// What a server that starts should know of the time: how late it was at last, and whether the wall clock had been set
/// without anybody having accepted that.
struct ServerTime {
  Instant now;
  milliseconds step{0};  ///< wall clock minus server time while a step is not accepted, else 0
};

/// Kept every few seconds while the server runs.
void keep_server_time(Tx& tx, const ServerTime& time);

/// The kept time, or that of the last audit entry when that is later.
ServerTime kept_server_time(const ReadTx& tx);

}  // namespace kiosk
