#pragma once

#include <string>

#include "base/result.hpp"

namespace kiosk::app {

/// Whether credentials may name this base URL for ever: `https://host[:port]`, or `http://` on loopback; on another
/// host name plain http only when allowed. No path, query, user or trailing slash.
Status check_base_url(const std::string& url, bool allow_plain_http);

}  // namespace kiosk::app
