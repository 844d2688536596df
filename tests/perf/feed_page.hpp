#pragma once

#include <filesystem>
#include <string>

#include "perf/bench.hpp"

namespace kiosk::perf {

/// A page of the feed with all of the first 1,000 events of `data`, through HTTP from a server of its own, beside
/// SQLite alone that reads the same bytes. `token` may read events; no engine has `data` open.
std::vector<Row> measure_feed_page(const std::filesystem::path& data, const std::string& token, const Scale& scale);

}  // namespace kiosk::perf
