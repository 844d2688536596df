#include "app/ticker.hpp"

#include "service/audit.hpp"
#include "service/finish_attempt.hpp"

namespace kiosk::app {

namespace {

constexpr int most_closed_at_once = 64;  // keeps the batch short in which running exams wait
constexpr int sign_ins_every_ticks = 60;
constexpr int most_sign_ins_at_once = 500;

}  // namespace

Ticker::Ticker(Assembly& assembly, LogSink& log, std::function<void()> on_closed)
    : assembly_(assembly), log_(log), on_closed_(std::move(on_closed)) {}

void Ticker::tick() {
  watch_clock();
  close_overdue();
  if (++ticks_ % sign_ins_every_ticks == 0) remove_expired_sign_ins();
}

/// Exam time does not follow a step; that there was one goes into the log and the audit, once for each step.
void Ticker::watch_clock() {
  const milliseconds step = assembly_.clock().step();
  const bool fresh = step.count() != 0 && clock_step_ms_ == 0;
  clock_step_ms_ = step.count();
  if (!fresh) return;
  const std::string ms = std::to_string(step.count());
  log_.write(LogLevel::error, "clock-step",
             {{"ms", ms}, {"advice", "kiosk-exam clock accept, when the wall clock is right"}});
  assembly_.store().submit(
      [this, ms, now = assembly_.clock().now()](Tx& tx) -> Status {
        append_audit(tx, assembly_.context().hasher, {server_actor, "clock-step", "server", "ms=" + ms}, now);
        return {};
      },
      [](const Status&) {});
}

void Ticker::close_overdue() {
  if (closing_->exchange(true)) return;  // the last one still waits for its turn
  auto closed = std::make_shared<int>(0);
  assembly_.store().submit(
      [this, closed, now = assembly_.clock().now()](Tx& tx) -> Status {
        const Result<int> count = kiosk::close_overdue(tx, assembly_.context(), now, most_closed_at_once);
        if (count.has_error()) return count.error();
        *closed = *count;
        return {};
      },
      [this, closed, closing = closing_](const Status& status) {
        *closing = false;
        if (status.has_error()) return;  // the store is full or stopping: the next tick tries again
        if (*closed > 0) on_closed_();
        if (*closed == most_closed_at_once) close_overdue();
      });
}

void Ticker::remove_expired_sign_ins() {
  assembly_.store().submit(
      [now = assembly_.clock().now()](Tx& tx) -> Status {
        tx.people().remove_expired_sign_ins(now, most_sign_ins_at_once);
        return {};
      },
      [](const Status&) {});
}

}  // namespace kiosk::app
