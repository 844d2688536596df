#pragma once

#include "scoring/score.hpp"

namespace kiosk::sim {

/// A second scorer, written from the specification alone and as plainly as possible: it counts right items one by one,
/// compares numbers as integers of millionths, and decides by whole-number arithmetic.
struct NaiveScore {
  int right = 0;
  int possible = 0;
  bool passed = false;
};

NaiveScore naive_score(const Form& form, const ExamEdition& edition, const Answers& answers);

}  // namespace kiosk::sim
