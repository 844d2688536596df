#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "sim/exam/applicant.hpp"
#include "sim/exam/sim_server.hpp"

namespace kiosk::sim {

/// Chances in percent; each seed draws its own ("swarm"), so that some worlds are calm in one way and wild in another.
struct Faults {
  int lost = 0;  ///< a message, either way
  int doubled = 0;
  int late = 0;           ///< by up to 90 s instead of 2 s
  int crash_every_s = 0;  ///< mean time between crashes; 0 = none
  int clock_step_every_s = 0;
};

struct WorldReport {
  Totals totals;
  std::int64_t crashes_before_commit = 0;
  std::int64_t crashes_before_reply = 0;
  std::int64_t clock_steps = 0;
  std::int64_t lost = 0;
  std::int64_t doubled = 0;
  std::int64_t late = 0;

  WorldReport& operator+=(const WorldReport& other);
};

/// Runs one seed: applicants, a bad network, a server that is killed and loses power, a wall clock that is set. Then
/// faults end, everybody must be able to finish, and the oracle looks through the store. Throws std::runtime_error
/// with the seed when something does not hold.
WorldReport run_world(std::uint64_t seed);

}  // namespace kiosk::sim
