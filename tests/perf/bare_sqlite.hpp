#pragma once

#include <chrono>
#include <filesystem>

#include "perf/wire_client.hpp"

namespace kiosk::perf {

/// The floor below every durable response: SQLite alone (write-ahead log, synchronous=FULL, prepared statements, its
/// own automatic checkpoints) that writes the two rows of a response, `batch` responses a commit. The latencies are
/// those of commits, from BEGIN to the return of COMMIT; `answered` counts responses.
LoadOutcome write_bare_rows(const std::filesystem::path& folder, std::size_t batch, std::chrono::milliseconds duration);

}  // namespace kiosk::perf
