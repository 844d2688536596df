#pragma once

#include <limits>
#include <optional>
#include <string>

#include "sim/exam/faults.hpp"

namespace kiosk::sim {

/// All that makes one world: the same options give the same run, event by event.
struct WorldOptions {
  static constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();

  std::uint64_t seed = 1;
  int applicants = 5;
  std::int64_t steps = no_limit;  ///< events until faults end; they also end after the faulty time
  FaultOdds odds{};

  bool operator==(const WorldOptions&) const = default;
};

/// The world that a seed stands for.
WorldOptions draw_options(std::uint64_t seed);

/// `seed=17 applicants=3 steps=812 message_lost=120 power_cut=10`; what is not named is off.
std::string to_text(const WorldOptions& options);
std::optional<WorldOptions> parse_options(const std::string& text);

}  // namespace kiosk::sim
