#include "sim/exam/host_clock.hpp"

#include <algorithm>

#include "sim/exam/heard.hpp"

namespace kiosk::sim {

namespace {

constexpr milliseconds a_day{86'400'000};
/// Small steps are followed, so a clock that is right may be as far off as a few of them.
constexpr milliseconds nearly_right = 3 * ClockGuard::tolerance;

bool within(milliseconds amount, milliseconds bound) { return amount <= bound && amount >= -bound; }

}  // namespace

Instant HostClock::now() {
  const Instant now = guard_->observe(wall(), steady()).now;
  last_drift_ = now - time_.now();
  return now;
}

void HostClock::kept() {
  kept_offset_ = offset_;
  kept_at_ = time_.now();
}

/// Of every order of magnitude, from a millisecond to a day.
milliseconds HostClock::draw_step(FaultKind kind) {
  const std::int64_t reach = std::int64_t{1} << faults_.chance(kind).between(0, 27);
  return std::min(milliseconds{faults_.chance(kind).between(1, reach)}, a_day);
}

void HostClock::maybe_set() {
  const milliseconds before = drift();
  if (faults_.happens(FaultKind::clock_forward)) offset_ += draw_step(FaultKind::clock_forward);
  if (faults_.happens(FaultKind::clock_back)) {
    const bool right_again = faults_.chance(FaultKind::clock_back).percent(40);
    offset_ = right_again ? milliseconds{0} : offset_ - draw_step(FaultKind::clock_back);
  }
  require(within(drift() - before, ClockGuard::tolerance), "S13: exam time followed a step of the wall clock");
}

void HostClock::maybe_set_while_down() {
  Chance& chance = faults_.chance(FaultKind::clock_set_while_down);
  if (!faults_.happens(FaultKind::clock_set_while_down)) return;
  set_wrong_while_down_ = chance.percent(50);
  const milliseconds step = draw_step(FaultKind::clock_set_while_down);
  offset_ = set_wrong_while_down_ ? (chance.percent(50) ? step : -step) : milliseconds{0};
}

void HostClock::start(const ServerTime& kept) {
  const bool first = guard_ == nullptr;
  const milliseconds drift_before = last_drift_;
  steady_begins_ =
      time_.now() - milliseconds{faults_.chance(FaultKind::clock_set_while_down).between(0, a_day.count())};
  guard_ = std::make_unique<ClockGuard>(resumed_time(wall(), kept.step, kept.now), steady(), kept.now);
  if (!first) check_start(kept, drift_before);
  set_wrong_while_down_ = false;
}

/// A server whose time was right is right again after a start, unless its host's clock was set wrong unseen. With an
/// unaccepted step it cannot always know whether the clock was put right meanwhile; then it may be behind by the time
/// that nobody kept, which no applicant loses.
void HostClock::check_start(const ServerTime& kept, milliseconds drift_before) {
  const bool unseen = set_wrong_while_down_ || (kept_offset_ != offset_ && offset_ != milliseconds{0});
  if (unseen || !within(drift_before, nearly_right)) return;
  const milliseconds unkept = kept.step == milliseconds{0} ? milliseconds{0} : time_.now() - kept_at_;
  require(drift() <= nearly_right, "S13: a restart took time from the applicants");
  require(drift() >= -nearly_right - unkept, "S13: a restart gave applicants more time than it took");
}

}  // namespace kiosk::sim
