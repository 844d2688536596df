#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rehearsal/figures.hpp"
#include "rehearsal/schedule.hpp"

namespace kiosk::rehearsal {

/// What the host has and what the server allows itself.
struct HostLimits {
  int cores = 1;
  std::int64_t memory_bytes = 0;  ///< available when the rehearsal began
  std::int64_t disk_bytes = 0;    ///< free then
  std::int64_t descriptors = 0;   ///< the process may open
  int io_threads = 1;
  int connections = 0;
  double writer_batch = 0;           ///< most jobs in one commit
  double jobs_waiting = 0;           ///< most
  double reads_waiting = 0;          ///< most
  double registrations_at_once = 0;  ///< of the budget for all addresses together
  double registrations_per_s = 0;    ///< one more each so often
};

/// One thing that ends somewhere.
struct Bound {
  std::string name;
  std::string used;   ///< at the peak, with its unit
  std::string limit;  ///< with its unit
  double share = 0;   ///< used / limit
  /// Applicants at whom the limit would be reached at the same pace; an estimate in proportion from this one run.
  double applicants = 0;
  bool reached = false;  ///< seen in this run
  std::string advice;
};

/// All bounds, the one that breaks first in front: those reached, then by applicants. What was not used at all (by a
/// run too small to be seen) is left out.
std::vector<Bound> find_bounds(const Figures& figures, const Scale& scale, const HostLimits& host);

/// Share of a thread or of all cores up to which waits stay short: queues grow steeply beyond it (in an M/M/1 queue a
/// request waits four times its own work at 0.8).
inline constexpr double comfortable_share = 0.8;

}  // namespace kiosk::rehearsal
