#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "attempt/decide.hpp"

namespace kiosk::test {

/// A second attempt machine, written from the contract alone and in another style, to compare the real one with.
/// All times are milliseconds after the attempt was prepared; -1 means "not yet".
struct NaiveAttempt {
  std::string phase = "prepared";  ///< prepared, running, handed in, timed out, lapsed
  std::int64_t start_ms = -1;
  std::int64_t end_ms = -1;
  std::int64_t extra_ms = 0;
  int epoch = 0;
  int revision = 0;

  /// The verdict on `command` after changing the attempt accordingly.
  Verdict apply(const AttemptCommand& command, std::int64_t now_ms);

  auto operator<=>(const NaiveAttempt&) const = default;
};

/// What the two machines must agree on.
NaiveAttempt naive_view(const Attempt& attempt);

}  // namespace kiosk::test
