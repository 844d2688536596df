#pragma once

#include <algorithm>
#include <memory>

#include "service/server_time.hpp"
#include "sim/exam/event_queue.hpp"
#include "sim/exam/faults.hpp"

namespace kiosk::sim {

/// The clocks of the server's host, beside the true time of the event queue: a wall clock that is set forward and
/// back, a steady clock that begins anywhere at each start, and the engine's guard between them and the server.
/// Checks that the server's time keeps true while it runs and over restarts.
class HostClock {
 public:
  HostClock(EventQueue& time, Faults& faults) : time_(time), faults_(faults) {}

  /// A process starts. `kept`: what its store knows of the time.
  void start(const ServerTime& kept);
  /// The server's time, while a process runs.
  Instant now();
  /// As the server sees it: wall clock minus its time, when they disagree.
  milliseconds step() { return guard_->observe(wall(), steady()).step; }
  /// A step as of now has been acknowledged as kept.
  void kept();

  /// Occasions: somebody sets the wall clock while the server runs, or while it is down.
  void maybe_set();
  void maybe_set_while_down();
  void set_right() { offset_ = milliseconds{0}; }
  /// How far the server's time is ahead of true time; 0 when it is behind.
  milliseconds ahead() { return std::max(milliseconds{0}, drift()); }
  /// A person accepts the wall clock as it is.
  void accept() { guard_->accept(wall(), steady()); }

 private:
  Instant wall() const { return time_.now() + offset_; }
  milliseconds steady() const { return time_.now() - steady_begins_; }
  milliseconds drift() { return now() - time_.now(); }
  milliseconds draw_step(FaultKind kind);
  void check_start(const ServerTime& kept, milliseconds drift_before);

  EventQueue& time_;
  Faults& faults_;
  milliseconds offset_{0};       ///< wall clock minus true time
  milliseconds last_drift_{0};   ///< server's time minus true time, when last asked
  milliseconds kept_offset_{0};  ///< when a step was last kept
  Instant kept_at_;
  bool set_wrong_while_down_ = false;
  Instant steady_begins_;
  std::unique_ptr<ClockGuard> guard_;
};

}  // namespace kiosk::sim
