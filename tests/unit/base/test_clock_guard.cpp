#include <catch2/catch.hpp>

#include "base/clock.hpp"
#include "base/rng.hpp"

namespace kiosk {
namespace {

constexpr Instant start{milliseconds{1795316400000}};
constexpr milliseconds boot{5000};
constexpr milliseconds hour{3600000};

/// Guard, wall clock and steady clock of one server; the test moves the clocks.
struct Server {
  Instant wall = start;
  milliseconds steady = boot;
  ClockGuard guard{start, boot, Instant{}};

  ClockGuard::Observation after(milliseconds passed) {
    wall += passed;
    steady += passed;
    return guard.observe(wall, steady);
  }
};

TEST_CASE("time runs with both clocks while they agree") {
  Server server;
  const auto seen = server.after(milliseconds{1500});
  CHECK(seen.now == start + milliseconds{1500});
  CHECK(seen.step == milliseconds{0});
}

TEST_CASE("a step beyond the tolerance is reported and not followed, forwards and backwards") {
  for (const milliseconds step : {hour, -hour, milliseconds{2001}, milliseconds{-2001}}) {
    CAPTURE(step.count());
    Server server;
    server.wall += step;
    for (int second = 1; second <= 3; ++second) {
      const auto seen = server.after(milliseconds{1000});
      CHECK(seen.now == start + seconds{second});
      CHECK(seen.step == step);
    }
  }
}

TEST_CASE("a step within the tolerance is followed") {
  Server server;
  server.wall += ClockGuard::tolerance;
  const auto seen = server.after(milliseconds{0});
  CHECK(seen.now == start + ClockGuard::tolerance);
  CHECK(seen.step == milliseconds{0});
}

TEST_CASE("after a small step backwards time stands still until the wall clock has caught up") {
  Server server;
  const Instant before = server.after(milliseconds{10000}).now;
  server.wall -= ClockGuard::tolerance;
  CHECK(server.after(milliseconds{500}).now == before);
  CHECK(server.after(milliseconds{1500}).now == before);
  CHECK(server.after(milliseconds{1}).now == before + milliseconds{1});
}

TEST_CASE("slow drift is followed however far it goes") {
  Server server;
  for (int second = 0; second < 10000; ++second) {
    server.wall += milliseconds{1};
    CHECK(server.after(milliseconds{1000}).step == milliseconds{0});
  }
  CHECK(server.after(milliseconds{0}).now == server.wall);
  CHECK(server.wall - start - (server.steady - boot) == milliseconds{10000});
}

TEST_CASE("a person may accept a step, also one that takes time back") {
  for (const milliseconds step : {hour, -hour}) {
    Server server;
    server.wall += step;
    CHECK(server.after(milliseconds{1000}).step == step);
    server.guard.accept(server.wall, server.steady);
    const auto seen = server.after(milliseconds{1000});
    CHECK(seen.now == start + step + seconds{2});
    CHECK(seen.step == milliseconds{0});
  }
}

TEST_CASE("a restart with a wall clock behind the store goes on from the store's time and reports the step") {
  const Instant stored = start + hour;
  ClockGuard guard{start, boot, stored};
  auto seen = guard.observe(start, boot);
  CHECK(seen.now == stored);
  CHECK(seen.step == -hour);
  seen = guard.observe(start + seconds{7}, boot + seconds{7});
  CHECK(seen.now == stored + seconds{7});
}

TEST_CASE("a restart a little behind the store never gives a time before the store's") {
  const Instant stored = start + seconds{1};
  ClockGuard guard{start, boot, stored};
  CHECK(guard.observe(start, boot).now == stored);
  CHECK(guard.observe(start + milliseconds{999}, boot + milliseconds{999}).now == stored);
  CHECK(guard.observe(start + seconds{5}, boot + seconds{5}).now == start + seconds{5});
}

TEST_CASE("a restart with the store in the past takes the wall clock") {
  ClockGuard guard{start, boot, start - hour};
  CHECK(guard.observe(start, boot).now == start);
}

TEST_CASE("a restart tells a wall clock that is still wrong from one that was set right meanwhile") {
  const Instant kept = start;
  const Instant now = start + seconds{20};
  CHECK(resumed_time(now, milliseconds{0}, kept) == now);
  CHECK(resumed_time(now + hour, hour, kept) == now);                       // still an hour fast
  CHECK(resumed_time(now - hour, -hour, kept) == now);                      // still an hour slow
  CHECK(resumed_time(now, hour, kept) == now);                              // was fast, is right
  CHECK(resumed_time(now, -hour, kept) == now);                             // was slow, is right
  CHECK(resumed_time(kept + hour - milliseconds{99}, hour, kept) == kept);  // still fast, and restarted at once
  CHECK(resumed_time(now - 2 * hour, -hour, kept) == kept);
}

TEST_CASE("whatever the wall clock does, time never goes back") {
  Rng rng{Seed{7}};
  Server server;
  Instant last = start;
  for (int i = 0; i < 20000; ++i) {
    server.wall += milliseconds{static_cast<std::int64_t>(rng.below(10001)) - 5000};
    const Instant now = server.after(milliseconds{static_cast<std::int64_t>(rng.below(3000))}).now;
    REQUIRE(now >= last);
    last = now;
  }
}

}  // namespace
}  // namespace kiosk
