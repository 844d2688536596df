#include "app/ticker.hpp"

#include "service/approval_life.hpp"
#include "service/audit.hpp"
#include "service/finish_attempt.hpp"
#include "service/server_time.hpp"

namespace kiosk::app {

namespace {

/// Answers that were stamped in time may still be on their way to the writer: an attempt is closed a little after its
/// end (the contract allows 5 s).
constexpr milliseconds closing_delay{1500};
constexpr int most_closed_at_once = 64;
constexpr int most_settled_at_once = 256;
constexpr int time_kept_every_ticks = 10;
constexpr int sign_ins_every_ticks = 60;
constexpr int most_sign_ins_at_once = 500;

}  // namespace

Ticker::Ticker(Assembly& assembly, LogSink& log, const RetentionPeriods& periods, std::function<void()> on_closed)
    : assembly_(assembly), log_(log), periods_(periods), on_closed_(std::move(on_closed)) {}

void Ticker::tick() {
  watch_clock();
  find_overdue();
  find_due_approvals();
  remove_what_is_past_due();
  if (ticks_ % time_kept_every_ticks == 0) keep_time();
  if (++ticks_ % sign_ins_every_ticks == 0) remove_what_expired();
}

/// Exam time does not follow a step; that there was one goes into the log and the audit, once for each step.
void Ticker::watch_clock() {
  const std::int64_t step_ms = assembly_.clock().step().count();
  clock_step_ms_ = step_ms;
  const milliseconds change{step_ms - reported_step_ms_};
  if (change <= ClockGuard::tolerance && change >= -ClockGuard::tolerance) return;
  const std::string ms = std::to_string(step_ms);
  log_.write(LogLevel::error, "clock-step",
             {{"ms", ms}, {"advice", "kiosk-exam clock accept, when the wall clock is right"}});
  assembly_.store().submit(
      [this, ms, step_ms, now = assembly_.clock().now()](Tx& tx) -> Status {
        append_audit(tx, assembly_.context().hasher, {server_actor, "clock-step", "server", "ms=" + ms}, now);
        keep_server_time(tx, {now, milliseconds{step_ms}});
        return {};
      },
      [this, step_ms](const Status& status) {
        if (status.has_value()) reported_step_ms_ = step_ms;
      });
}

void Ticker::keep_time() {
  const ServerTime time{assembly_.clock().now(), clock_step()};
  assembly_.store().submit(
      [time](Tx& tx) -> Status {
        keep_server_time(tx, time);
        return {};
      },
      [](const Status&) {});
}

void Ticker::find_overdue() {
  if (closing_ > 0) return;  // the last ones still wait for their turn
  ++closing_;
  const Instant now = assembly_.clock().now() - closing_delay;
  read_for<std::vector<Uuid>>(
      assembly_.store(), [now](const ReadTx& tx) { return overdue_attempts(tx, now, most_closed_at_once); },
      [this, now](const Result<std::vector<Uuid>>& attempts) {
        if (attempts.has_value()) close(*attempts, now);
        --closing_;
      });
}

/// One job an attempt: what is wrong with one must not keep the others open.
void Ticker::close(const std::vector<Uuid>& attempts, Instant now) {
  for (const Uuid& attempt : attempts) {
    ++closing_;
    assembly_.store().submit(
        [this, attempt, now](Tx& tx) { return close_attempt(tx, assembly_.context(), attempt, now); },
        [this, attempt](const Status& status) {
          --closing_;
          if (status.has_value()) return on_closed_();
          if (status.error().code != ErrorCode::internal) return;  // full, busy or stopping: the next tick tries again
          log_.write(LogLevel::error, "attempt-not-closed",
                     {{"attempt", attempt.text()}, {"code", std::string{wire_name(status.error().code)}}});
        });
  }
}

void Ticker::find_due_approvals() {
  if (settling_ > 0) return;
  ++settling_;
  const Instant now = assembly_.clock().now();
  read_for<std::vector<Uuid>>(
      assembly_.store(), [now](const ReadTx& tx) { return due_approvals(tx, now, most_settled_at_once); },
      [this, now](const Result<std::vector<Uuid>>& approvals) {
        if (approvals.has_value()) settle(*approvals, now);
        --settling_;
      });
}

/// One job an approval, as with attempts.
void Ticker::settle(const std::vector<Uuid>& approvals, Instant now) {
  for (const Uuid& approval : approvals) {
    ++settling_;
    assembly_.store().submit(
        [this, approval, now](Tx& tx) { return settle_approval(tx, assembly_.context(), approval, now); },
        [this, approval](const Status& status) {
          --settling_;
          if (status.has_value()) return on_closed_();
          if (status.error().code != ErrorCode::internal) return;
          log_.write(LogLevel::error, "approval-not-settled",
                     {{"approval", approval.text()}, {"code", std::string{wire_name(status.error().code)}}});
        });
  }
}

void Ticker::remove_what_expired() {
  assembly_.store().submit(
      [now = assembly_.clock().now()](Tx& tx) -> Status {
        tx.people().remove_expired_sign_ins(now, most_sign_ins_at_once);
        tx.answers().remove_expired(now, most_sign_ins_at_once);
        return {};
      },
      [](const Status&) {});
}

/// A step a tick.
void Ticker::remove_what_is_past_due() {
  // What goes is gone: not by a clock of which somebody has yet to say whether it is right.
  if (clock_step_ms_ != 0) return;
  const Instant now = assembly_.clock().now();
  const std::int64_t last_ms = last_removal_ms_;
  if (last_ms >= 0 && !is_run_due(from_unix_ms(last_ms), now)) return;
  if (removing_.exchange(true)) return;
  submit_for<RetentionStep>(
      assembly_.store(),
      [this, now](Tx& tx) -> Result<RetentionStep> {
        return retention_step(tx, assembly_.context().hasher, periods_, now);
      },
      [this, now](const Result<RetentionStep>& step) {
        if (step.has_value() && step->run_ended) {
          last_removal_ms_ = to_unix_ms(now);
          if (step->removed != KeptCounts{})
            log_.write(LogLevel::note, "retention-run", {{"removed", counts_text(step->removed)}});
        }
        removing_ = false;
      });
}

}  // namespace kiosk::app
