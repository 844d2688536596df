#include "sim/exam/shrink.hpp"

namespace kiosk::sim {

namespace {

/// Keeps the smallest failure so far and tries others against it.
class Shrinker {
 public:
  Shrinker(const WorldFailure& failure, int most_runs) : smallest_(failure), runs_left_(most_runs) {}

  const WorldFailure& smallest() const { return smallest_; }

  bool make_smaller() {
    const bool fewer_faults = drop_faults();
    const bool fewer_applicants = drop_applicants();
    return drop_steps() || fewer_faults || fewer_applicants;
  }

 private:
  /// Whether the candidate breaks the same rule; then it is the smallest.
  bool fails(const WorldOptions& candidate) {
    if (runs_left_-- <= 0) return false;
    try {
      run_world(candidate);
    } catch (const WorldFailure& failure) {
      if (failure.rule() != smallest_.rule()) return false;
      smallest_ = failure;
      return true;
    }
    return false;
  }

  bool drop_faults() {
    bool smaller = false;
    for (const FaultKind kind : all_fault_kinds()) {
      WorldOptions candidate = smallest_.options();
      if (candidate.odds[index_of(kind)] == 0) continue;
      candidate.odds[index_of(kind)] = 0;
      smaller = fails(candidate) || smaller;
    }
    return smaller;
  }

  bool drop_applicants() {
    bool smaller = false;
    WorldOptions candidate = smallest_.options();
    while (--candidate.applicants > 0 && fails(candidate)) smaller = true;
    return smaller;
  }

  /// First no further than to where it failed, then less and less less.
  bool drop_steps() {
    const std::int64_t before = smallest_.options().steps;
    for (std::int64_t part = 2; part <= 32; part *= 2) {
      WorldOptions candidate = smallest_.options();
      do {
        candidate.steps = smallest_.steps() - smallest_.steps() / part;
      } while (candidate.steps < smallest_.options().steps && fails(candidate));
    }
    return smallest_.options().steps < before;
  }

  WorldFailure smallest_;
  int runs_left_;
};

}  // namespace

WorldFailure shrink(const WorldFailure& failure, int most_runs) {
  Shrinker shrinker{failure, most_runs};
  while (shrinker.make_smaller()) {
  }
  return shrinker.smallest();
}

WorldReport run_and_shrink(const WorldOptions& options) {
  try {
    return run_world(options);
  } catch (const WorldFailure& failure) {
    throw std::runtime_error(std::string{failure.what()} + "a smaller world that fails the same way:\n" +
                             shrink(failure).what());
  }
}

}  // namespace kiosk::sim
