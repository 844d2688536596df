#include "naive_attempt.hpp"

#include "attempt_at_noon.hpp"

namespace kiosk::test {

namespace {

constexpr std::int64_t lapse_ms = 100'000;
constexpr std::int64_t limit_ms = 60'000;
constexpr std::int64_t grace_ms = 15'000;

}  // namespace

Verdict NaiveAttempt::apply(const AttemptCommand& command, std::int64_t now_ms) {
  if (phase == "prepared" && now_ms >= lapse_ms) {
    phase = "lapsed";
    end_ms = lapse_ms;
  }
  if (phase == "running" && now_ms >= start_ms + limit_ms + extra_ms + grace_ms) {
    phase = "timed out";
    end_ms = start_ms + limit_ms + extra_ms;
  }
  if (std::holds_alternative<TickCommand>(command)) return Verdict::accepted;
  if (phase == "lapsed") return Verdict::lapsed;
  if (phase == "handed in" || phase == "timed out") {
    return std::holds_alternative<SubmitCommand>(command) ? Verdict::accepted : Verdict::closed;
  }
  if (const auto* extend = std::get_if<ExtendCommand>(&command)) {
    extra_ms += extend->extra.count() * 1000;
    return Verdict::accepted;
  }
  if (std::holds_alternative<StartCommand>(command)) {
    if (phase == "prepared") {
      phase = "running";
      start_ms = now_ms;
      epoch = 1;
      revision = 0;
    }
    return Verdict::accepted;
  }
  if (phase == "prepared") return Verdict::not_started;
  if (std::holds_alternative<TakeOverCommand>(command)) {
    epoch += 1;
    revision = 0;
    return Verdict::accepted;
  }
  if (const auto* save = std::get_if<SaveCommand>(&command)) {
    return save->epoch == epoch ? Verdict::accepted : Verdict::stale_epoch;
  }
  if (std::get<SubmitCommand>(command).epoch != epoch) return Verdict::stale_epoch;
  phase = "handed in";
  const std::int64_t deadline_ms = start_ms + limit_ms + extra_ms;
  end_ms = now_ms < deadline_ms ? now_ms : deadline_ms;
  return Verdict::accepted;
}

NaiveAttempt naive_view(const Attempt& attempt) {
  NaiveAttempt view;
  switch (attempt.state) {
    case AttemptState::prepared: view.phase = "prepared"; break;
    case AttemptState::open: view.phase = "running"; break;
    case AttemptState::submitted: view.phase = "handed in"; break;
    case AttemptState::expired: view.phase = attempt.started_at ? "timed out" : "lapsed"; break;
  }
  if (attempt.started_at) view.start_ms = (*attempt.started_at - noon).count();
  if (attempt.ended_at) view.end_ms = (*attempt.ended_at - noon).count();
  view.extra_ms = milliseconds{attempt.extension}.count();
  view.epoch = attempt.epoch;
  view.revision = attempt.last_revision;
  return view;
}

}  // namespace kiosk::test
