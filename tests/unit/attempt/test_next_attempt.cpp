#include "attempt/next_attempt.hpp"

#include <catch2/catch.hpp>

namespace kiosk {
namespace {

const Instant last_end = from_unix_ms(1795348800000);

Policy policy(int attempts, seconds waiting_time) {
  Policy policy;
  policy.attempts = attempts;
  policy.waiting_time = waiting_time;
  return policy;
}

TEST_CASE("attempts left count down to none and not below") {
  const Policy three = policy(3, seconds{0});
  CHECK(attempts_left(three, {0, {}}) == 3);
  CHECK(attempts_left(three, {2, last_end}) == 1);
  CHECK(attempts_left(three, {3, last_end}) == 0);
  CHECK(attempts_left(three, {5, last_end}) == 0);
}

TEST_CASE("the next attempt waits from the end of the last one, to the millisecond") {
  const Policy day = policy(3, seconds{86400});
  const Instant next = last_end + seconds{86400};
  CHECK(next_attempt_at(day, {1, last_end}, last_end) == next);
  CHECK(next_attempt_at(day, {1, last_end}, next - milliseconds{1}) == next);
  CHECK_FALSE(next_attempt_at(day, {1, last_end}, next));
}

TEST_CASE("nothing is waited for before the first attempt, after the last, or without a waiting time") {
  CHECK_FALSE(next_attempt_at(policy(3, seconds{86400}), {0, {}}, last_end));
  CHECK_FALSE(next_attempt_at(policy(3, seconds{86400}), {3, last_end}, last_end));
  CHECK_FALSE(next_attempt_at(policy(3, seconds{0}), {1, last_end}, last_end));
}

}  // namespace
}  // namespace kiosk
