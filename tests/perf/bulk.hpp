#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace kiosk::perf {

/// Rows by the million, written straight into the database of a data directory whose server does not run. They are
/// like those of finished exams; the schema's own checks and triggers see them as they see the engine's.
struct BulkAttempts {
  std::string exam;
  std::string exam_version;
  std::vector<std::string> regions;
  std::int64_t count = 0;
  int responses = 0;  ///< of each attempt: a row of the history and a current one
};

/// Throws std::runtime_error.
void add_attempts(const std::filesystem::path& data, const BulkAttempts& bulk);

/// Started, finished and passed attempts of an exam by region, counted one by one: what kept counts are held against.
struct RegionCounts {
  std::string region;
  std::int64_t started = 0;
  std::int64_t finished = 0;
  std::int64_t passed = 0;
};
/// `from_ms` and `to_ms`: started at or after, and before.
std::vector<RegionCounts> count_by_region(const std::filesystem::path& data, const std::string& exam,
                                          std::int64_t from_ms, std::int64_t to_ms);

}  // namespace kiosk::perf
