#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

#include "rehearsal/server_sample.hpp"

namespace kiosk::rehearsal {

/// Reads what /proc says of a process on this host. A figure that cannot be read is 0.
class Probe {
 public:
  Probe(pid_t process, std::filesystem::path data) : process_(process), data_(std::move(data)) {}

  /// `metrics`: the text of its /metrics; `at_s`: seconds since any fixed moment.
  ServerSample sample(double at_s, const std::string& metrics) const;

 private:
  std::filesystem::path proc() const { return "/proc/" + std::to_string(process_); }

  pid_t process_;
  std::filesystem::path data_;
};

/// Memory that the host could give to programs now, in bytes.
std::int64_t available_memory_bytes();

}  // namespace kiosk::rehearsal
