#include "attempt/attempt.hpp"

#include <catch2/catch.hpp>

#include "attempt_at_noon.hpp"

namespace kiosk {
namespace {

using test::noon;

TEST_CASE("states go to their names and back") {
  for (const char* name : {"prepared", "open", "submitted", "expired"}) {
    REQUIRE(parse_attempt_state(name));
    CHECK(state_name(*parse_attempt_state(name)) == name);
  }
  CHECK_FALSE(parse_attempt_state("Open"));
  CHECK_FALSE(parse_attempt_state(""));
}

TEST_CASE("every time is derived from the stored ones") {
  Attempt attempt = test::prepared_at_noon();
  CHECK(attempt.lapses_at() == noon + seconds{100});
  attempt.started_at = noon + seconds{10};
  attempt.extension = seconds{300};
  CHECK(attempt.deadline() == noon + seconds{10 + 60 + 300});
  CHECK(attempt.accepts_until() == noon + seconds{10 + 60 + 300 + 15});
}

TEST_CASE("seconds left are whole, rounded down and never negative") {
  const Attempt open = test::open_at_noon();
  CHECK(open.seconds_left(noon) == 60);
  CHECK(open.seconds_left(noon + milliseconds{1}) == 59);
  CHECK(open.seconds_left(noon + milliseconds{59000}) == 1);
  CHECK(open.seconds_left(noon + milliseconds{59001}) == 0);
  CHECK(open.seconds_left(noon + seconds{60}) == 0);
  CHECK(open.seconds_left(noon + seconds{70}) == 0);
}

TEST_CASE("an attempt that does not run has no seconds left") {
  CHECK(test::prepared_at_noon().seconds_left(noon) == 0);
  const Attempt submitted = decide(test::open_at_noon(), SubmitCommand{1}, noon + seconds{1}).attempt;
  CHECK(submitted.seconds_left(noon + seconds{1}) == 0);
}

}  // namespace
}  // namespace kiosk
