#include "attempt/decide.hpp"

#include <catch2/catch.hpp>

#include "attempt_at_noon.hpp"

namespace kiosk {
namespace {

using test::noon;
using test::open_at_noon;
using test::prepared_at_noon;

constexpr milliseconds tick{1};
constexpr Instant lapse = noon + seconds{100};
constexpr Instant deadline = noon + seconds{60};
constexpr Instant accepts_until = deadline + seconds{15};

Verdict verdict(const Attempt& attempt, const AttemptCommand& command, Instant now) {
  return decide(attempt, command, now).verdict;
}

Attempt after(const Attempt& attempt, const AttemptCommand& command, Instant now) {
  return decide(attempt, command, now).attempt;
}

TEST_CASE("a start fixes the start time and gives the first epoch") {
  const auto decision = decide(prepared_at_noon(), StartCommand{}, lapse - tick);
  CHECK(decision.verdict == Verdict::accepted);
  CHECK(decision.attempt.state == AttemptState::open);
  CHECK(decision.attempt.started_at == lapse - tick);
  CHECK(decision.attempt.epoch == 1);
  CHECK(decision.attempt.last_revision == 0);
}

TEST_CASE("a second start changes nothing") {
  const Attempt open = open_at_noon();
  const auto decision = decide(open, StartCommand{}, noon + seconds{30});
  CHECK(decision.verdict == Verdict::accepted);
  CHECK(decision.attempt == open);
}

TEST_CASE("a prepared attempt lapses to the millisecond, and then refuses everything as lapsed") {
  const Attempt lapsed = after(prepared_at_noon(), TickCommand{}, lapse);
  CHECK(lapsed.state == AttemptState::expired);
  CHECK(lapsed.lapsed());
  CHECK(lapsed.ended_at == lapse);
  CHECK(after(prepared_at_noon(), TickCommand{}, lapse - tick) == prepared_at_noon());
  for (const AttemptCommand& command :
       {AttemptCommand{StartCommand{}}, AttemptCommand{SaveCommand{0}}, AttemptCommand{TakeOverCommand{}},
        AttemptCommand{SubmitCommand{0}}, AttemptCommand{ExtendCommand{seconds{60}}}}) {
    CHECK(verdict(prepared_at_noon(), command, lapse) == Verdict::lapsed);
    CHECK(after(prepared_at_noon(), command, lapse) == lapsed);
    CHECK(verdict(lapsed, command, lapse + seconds{9}) == Verdict::lapsed);
  }
}

TEST_CASE("a lapse found late still ended at the lapse") {
  CHECK(after(prepared_at_noon(), TickCommand{}, lapse + seconds{86400}).ended_at == lapse);
}

TEST_CASE("before the start nothing can be saved, taken over or handed in") {
  CHECK(verdict(prepared_at_noon(), SaveCommand{0}, noon) == Verdict::not_started);
  CHECK(verdict(prepared_at_noon(), TakeOverCommand{}, noon) == Verdict::not_started);
  CHECK(verdict(prepared_at_noon(), SubmitCommand{0}, noon) == Verdict::not_started);
}

TEST_CASE("answers count until 1 ms before deadline + grace") {
  const Attempt open = open_at_noon();
  for (const Instant now : {noon, deadline - tick, deadline, deadline + tick, accepts_until - tick}) {
    const auto decision = decide(open, SaveCommand{1}, now);
    CHECK(decision.verdict == Verdict::accepted);
    CHECK(decision.attempt == open);
  }
  for (const Instant now : {accepts_until, accepts_until + tick, accepts_until + seconds{3600}}) {
    const auto decision = decide(open, SaveCommand{1}, now);
    CHECK(decision.verdict == Verdict::closed);
    CHECK(decision.attempt.state == AttemptState::expired);
    CHECK(decision.attempt.ended_at == deadline);
  }
}

TEST_CASE("without grace answers count until 1 ms before the deadline") {
  Attempt open = open_at_noon();
  open.timing.grace = seconds{0};
  CHECK(verdict(open, SaveCommand{1}, deadline - tick) == Verdict::accepted);
  CHECK(verdict(open, SaveCommand{1}, deadline) == Verdict::closed);
}

TEST_CASE("only the device of the current epoch writes") {
  const Attempt open = open_at_noon();
  for (const int epoch : {-1, 0, 2, 99}) {
    CHECK(verdict(open, SaveCommand{epoch}, noon) == Verdict::stale_epoch);
    CHECK(verdict(open, SubmitCommand{epoch}, noon) == Verdict::stale_epoch);
  }
}

TEST_CASE("taking over gives the next epoch, whose revisions start anew") {
  Attempt open = open_at_noon();
  open.last_revision = 12;
  const auto decision = decide(open, TakeOverCommand{}, noon + seconds{5});
  CHECK(decision.verdict == Verdict::accepted);
  CHECK(decision.attempt.epoch == 2);
  CHECK(decision.attempt.last_revision == 0);
  CHECK(verdict(decision.attempt, SaveCommand{1}, noon + seconds{6}) == Verdict::stale_epoch);
  CHECK(verdict(decision.attempt, SaveCommand{2}, noon + seconds{6}) == Verdict::accepted);
}

TEST_CASE("a hand-in ends the attempt when it arrives, within the grace time at the deadline") {
  CHECK(after(open_at_noon(), SubmitCommand{1}, noon + seconds{5}).ended_at == noon + seconds{5});
  CHECK(after(open_at_noon(), SubmitCommand{1}, deadline).ended_at == deadline);
  const Attempt in_grace = after(open_at_noon(), SubmitCommand{1}, accepts_until - tick);
  CHECK(in_grace.state == AttemptState::submitted);
  CHECK(in_grace.ended_at == deadline);
}

TEST_CASE("a hand-in that comes too late is answered by the end that time has made") {
  const auto decision = decide(open_at_noon(), SubmitCommand{1}, accepts_until);
  CHECK(decision.verdict == Verdict::accepted);
  CHECK(decision.attempt.state == AttemptState::expired);
  CHECK(decision.attempt.ended_at == deadline);
}

TEST_CASE("a second hand-in, from whatever device, changes nothing") {
  const Attempt submitted = after(open_at_noon(), SubmitCommand{1}, noon + seconds{5});
  for (const int epoch : {0, 1, 2}) {
    const auto decision = decide(submitted, SubmitCommand{epoch}, noon + seconds{9});
    CHECK(decision.verdict == Verdict::accepted);
    CHECK(decision.attempt == submitted);
  }
}

TEST_CASE("a hand-in after a clock that was set back by hand does not end before the start") {
  CHECK(after(open_at_noon(), SubmitCommand{1}, noon - seconds{60}).ended_at == noon);
}

TEST_CASE("after the end everything but a hand-in is closed") {
  const Attempt submitted = after(open_at_noon(), SubmitCommand{1}, noon + seconds{5});
  const Attempt expired = after(open_at_noon(), TickCommand{}, accepts_until);
  for (const Attempt& ended : {submitted, expired}) {
    for (const AttemptCommand& command :
         {AttemptCommand{StartCommand{}}, AttemptCommand{SaveCommand{1}}, AttemptCommand{TakeOverCommand{}},
          AttemptCommand{ExtendCommand{seconds{60}}}}) {
      const auto decision = decide(ended, command, accepts_until + seconds{1});
      CHECK(decision.verdict == Verdict::closed);
      CHECK(decision.attempt == ended);
    }
  }
}

TEST_CASE("an extension moves deadline and grace, also when it comes within the grace time") {
  const Attempt extended = after(open_at_noon(), ExtendCommand{seconds{300}}, accepts_until - tick);
  CHECK(extended.deadline() == deadline + seconds{300});
  CHECK(verdict(extended, SaveCommand{1}, accepts_until + seconds{300} - tick) == Verdict::accepted);
  CHECK(verdict(extended, SaveCommand{1}, accepts_until + seconds{300}) == Verdict::closed);
}

TEST_CASE("extensions add up, and may be given before the start") {
  Attempt attempt = after(prepared_at_noon(), ExtendCommand{seconds{100}}, noon);
  CHECK(attempt.state == AttemptState::prepared);
  attempt = after(attempt, StartCommand{}, noon + seconds{10});
  attempt = after(attempt, ExtendCommand{seconds{20}}, noon + seconds{20});
  CHECK(attempt.extension == seconds{120});
  CHECK(attempt.deadline() == noon + seconds{10 + 60 + 120});
}

}  // namespace
}  // namespace kiosk
