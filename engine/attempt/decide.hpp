#pragma once

#include <variant>

#include "attempt/attempt.hpp"

namespace kiosk {

struct StartCommand {};
struct SaveCommand {
  int epoch = 0;
};
struct TakeOverCommand {};
struct SubmitCommand {
  int epoch = 0;
};
/// Time passes: closes an attempt that is over, lapses a prepared one.
struct TickCommand {};
struct ExtendCommand {
  seconds extra{0};  ///< > 0
};
using AttemptCommand =
    std::variant<StartCommand, SaveCommand, TakeOverCommand, SubmitCommand, TickCommand, ExtendCommand>;

enum class Verdict {
  accepted,  ///< done, or already so (start of an open attempt, hand-in of an ended one)
  not_started,
  lapsed,
  closed,       ///< ended, and the command came in too late
  stale_epoch,  ///< another device has taken over
};

struct AttemptDecision {
  Verdict verdict = Verdict::accepted;
  Attempt attempt;  ///< after the command; compare with the one before to see what changed
};

/// The attempt machine. Pure: the caller stores what changed. An attempt whose time is over ends first (with the
/// deadline as its end), then the command is judged.
AttemptDecision decide(const Attempt& attempt, const AttemptCommand& command, Instant now);

}  // namespace kiosk
