#include <catch2/catch.hpp>

#include "http/commit_signal.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

/// Timers that a test fires by hand.
struct Timers {
  std::vector<std::function<void()>> due;
  RunLater run_later() {
    return [this](milliseconds, std::function<void()> work) { due.push_back(std::move(work)); };
  }
};

}  // namespace

TEST_CASE("a waiter is woken once, by the signal or by time") {
  Timers timers;
  CommitSignal signal{timers.run_later()};
  int woken = 0;
  const auto wake = [&] { ++woken; };

  signal.wait(signal.count(), milliseconds{100}, wake);
  CHECK(woken == 0);
  signal.notify();
  CHECK(woken == 1);
  timers.due.at(0)();
  CHECK(woken == 1);

  signal.wait(signal.count(), milliseconds{100}, wake);
  timers.due.at(1)();
  CHECK(woken == 2);
  signal.notify();
  CHECK(woken == 2);
}

TEST_CASE("a commit between looking and waiting is not missed") {
  Timers timers;
  CommitSignal signal{timers.run_later()};
  const std::uint64_t seen = signal.count();
  signal.notify();
  int woken = 0;
  signal.wait(seen, milliseconds{100}, [&] { ++woken; });
  CHECK(woken == 1);
}

TEST_CASE("closing wakes everybody, and nobody waits any more") {
  Timers timers;
  CommitSignal signal{timers.run_later()};
  int woken = 0;
  for (int i = 0; i < 3; ++i) signal.wait(signal.count(), milliseconds{100}, [&] { ++woken; });
  signal.close();
  CHECK(woken == 3);
  CHECK(signal.is_closed());
  signal.wait(signal.count(), milliseconds{100}, [&] { ++woken; });
  CHECK(woken == 4);
}
