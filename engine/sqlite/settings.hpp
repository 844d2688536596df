#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "sqlite/database.hpp"

namespace kiosk::sqlite {

/// How far a commit reaches before it is acknowledged. `full`: on the disk. `normal` loses acknowledged answers at a
/// power cut (hardening.md finding 2) and exists so that the power-cut test can show that it would notice.
enum class Synchronous { full, normal };

struct Setting {
  std::string name;
  std::string value;
  bool operator==(const Setting&) const = default;
};

/// Applies the settings of the connection that alone writes and checkpoints (hardening.md §5), reads each back and
/// throws std::runtime_error when one did not hold.
void apply_writer_settings(Database& database, Synchronous synchronous);
std::vector<Setting> writer_settings(Synchronous synchronous);

/// The same for a connection that only reads.
void apply_reader_settings(Database& database);
std::vector<Setting> reader_settings();

/// The values of these settings on the connection as they are now.
std::vector<Setting> read_back(Database& database, const std::vector<Setting>& settings);

}  // namespace kiosk::sqlite
