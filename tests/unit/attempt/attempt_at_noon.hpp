#pragma once

#include "attempt/decide.hpp"

namespace kiosk::test {

/// When the attempts of these tests are prepared.
inline constexpr Instant noon{milliseconds{1795348800000}};

/// Prepared at noon: lapses after 100 s, runs 60 s, grace 15 s.
inline Attempt prepared_at_noon() {
  Attempt attempt;
  attempt.row = {7};
  attempt.exam = "sample-exam";
  attempt.exam_version = "2026.1";
  attempt.timing = {seconds{60}, seconds{15}, seconds{100}, seconds{3600}};
  attempt.prepared_at = noon;
  return attempt;
}

/// The same, started at noon: deadline 12:01:00, answers count until 12:01:15.
inline Attempt open_at_noon() { return decide(prepared_at_noon(), StartCommand{}, noon).attempt; }

}  // namespace kiosk::test
