#pragma once

#include <deque>
#include <stdexcept>
#include <string>

#include "sim/exam/heard.hpp"
#include "sim/exam/options.hpp"

namespace kiosk::sim {

struct WorldReport {
  Totals totals;
  FaultCounts faults{};
  std::int64_t worlds = 0;
  std::int64_t lives = 0;  ///< of the server process
  seconds virtual_time{0};
  std::int64_t steps = 0;    ///< events until faults ended
  std::string trace_digest;  ///< of one world: over all requests, answers, starts and audit heads

  /// Sums; the digest stays that of the left.
  WorldReport& operator+=(const WorldReport& other);
};

/// Several lines for people.
std::string to_text(const WorldReport& report);

/// Something does not hold. The text says what, how to replay the world, and what happened last.
class WorldFailure : public std::runtime_error {
 public:
  WorldFailure(const std::string& what, const WorldOptions& options, std::int64_t steps,
               const std::deque<std::string>& last);

  const std::string& rule() const { return rule_; }
  const WorldOptions& options() const { return options_; }
  std::int64_t steps() const { return steps_; }  ///< until it failed

 private:
  std::string rule_;
  WorldOptions options_;
  std::int64_t steps_;
};

/// Runs one world: applicants, a bad network, a server that is killed and loses power, a wall clock that is set. Then
/// faults end, all must come to rest, and everybody must be able to finish. Throws WorldFailure.
WorldReport run_world(const WorldOptions& options);

}  // namespace kiosk::sim
