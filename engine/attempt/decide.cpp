#include "attempt/decide.hpp"

#include <algorithm>

#include "base/ensure.hpp"
#include "base/planted_fault.hpp"

namespace kiosk {

namespace {

bool runs(const Attempt& attempt) {
  return attempt.state == AttemptState::open ||
         (planted(PlantedFault::closed_whatever_its_state) && attempt.state == AttemptState::submitted);
}

Instant end_of(const Attempt& attempt) {
  return planted(PlantedFault::grace_left_out) ? attempt.deadline() : attempt.accepts_until();
}

/// What time alone does to an attempt.
Attempt after_time(Attempt attempt, Instant now) {
  if (attempt.state == AttemptState::prepared && now >= attempt.lapses_at()) {
    attempt.state = AttemptState::expired;
    attempt.ended_at = attempt.lapses_at();
  } else if (runs(attempt) && now >= end_of(attempt)) {
    attempt.state = AttemptState::expired;
    attempt.ended_at = attempt.deadline();
  }
  return attempt;
}

/// The answer to a command that needs a running attempt; `accepted` when it runs.
Verdict running(const Attempt& attempt) {
  if (attempt.lapsed()) return Verdict::lapsed;
  if (attempt.ended()) return Verdict::closed;
  return attempt.state == AttemptState::open ? Verdict::accepted : Verdict::not_started;
}

/// As `running`, and the device that asks must be the one that writes.
Verdict running_in_epoch(const Attempt& attempt, int epoch) {
  const Verdict verdict = running(attempt);
  if (verdict != Verdict::accepted) return verdict;
  return epoch == attempt.epoch || planted(PlantedFault::epoch_ignored) ? Verdict::accepted : Verdict::stale_epoch;
}

/// One command against an attempt that `after_time` has brought up to date.
struct Judge {
  Attempt& attempt;
  Instant now;

  Verdict operator()(const StartCommand& /*command*/) const {
    const bool again = planted(PlantedFault::resume_begins_anew) && attempt.state == AttemptState::open;
    if (attempt.state != AttemptState::prepared && !again) return running(attempt);
    attempt.state = AttemptState::open;
    attempt.started_at = now;
    attempt.epoch = 1;
    attempt.last_revision = 0;
    return Verdict::accepted;
  }

  Verdict operator()(const SaveCommand& command) const { return running_in_epoch(attempt, command.epoch); }

  Verdict operator()(const TakeOverCommand& /*command*/) const {
    const Verdict verdict = running(attempt);
    if (verdict == Verdict::accepted) {
      ++attempt.epoch;
      attempt.last_revision = 0;
    }
    return verdict;
  }

  Verdict operator()(const SubmitCommand& command) const {
    if (attempt.ended() && !attempt.lapsed()) return Verdict::accepted;
    const Verdict verdict = running_in_epoch(attempt, command.epoch);
    if (verdict == Verdict::accepted) {
      attempt.state = AttemptState::submitted;
      // Within the grace time the end is the deadline; after a clock set back by hand it is not before the start.
      attempt.ended_at = std::clamp(now, *attempt.started_at, attempt.deadline());
    }
    return verdict;
  }

  Verdict operator()(const TickCommand& /*command*/) const { return Verdict::accepted; }

  Verdict operator()(const ExtendCommand& command) const {
    ENSURE(command.extra > seconds{0}, "extension that does not extend");
    const Verdict verdict = running(attempt);
    if (verdict == Verdict::lapsed || verdict == Verdict::closed) return verdict;
    attempt.extension += command.extra;
    return Verdict::accepted;
  }
};

}  // namespace

AttemptDecision decide(const Attempt& attempt, const AttemptCommand& command, Instant now) {
  AttemptDecision decision{Verdict::accepted, after_time(attempt, now)};
  decision.verdict = std::visit(Judge{decision.attempt, now}, command);
  return decision;
}

}  // namespace kiosk
