#include <catch2/catch.hpp>
#include <vector>

#include "http/turns.hpp"

namespace kiosk::http {
namespace {

/// Takes turns and shows who is at work.
struct Queue {
  explicit Queue(std::size_t most_at_once)
      : turns(std::make_shared<Turns>(most_at_once, [this](std::function<void()> work) { posted.push_back(work); })) {}

  void come(int who) {
    turns->take([this, who](Turns::Turn turn) {
      began.push_back(who);
      at_work.push_back(std::move(turn));
    });
  }
  void run_posted() {
    const std::vector<std::function<void()>> now = std::move(posted);
    posted.clear();
    for (const auto& work : now) work();
  }

  std::vector<std::function<void()>> posted;
  std::shared_ptr<Turns> turns;
  std::vector<int> began;
  std::vector<Turns::Turn> at_work;
};

TEST_CASE("no more than the limit are at work, the others follow in their order") {
  Queue queue{2};
  for (int who = 1; who <= 5; ++who) queue.come(who);
  CHECK(queue.began == std::vector<int>{1, 2});

  queue.at_work.erase(queue.at_work.begin());
  CHECK(queue.began == std::vector<int>{1, 2});  // the next one is posted, not run on top of the one that left
  queue.run_posted();
  CHECK(queue.began == std::vector<int>{1, 2, 3});

  queue.at_work.clear();
  queue.run_posted();
  CHECK(queue.began == std::vector<int>{1, 2, 3, 4, 5});
  queue.at_work.clear();
  CHECK(queue.posted.empty());
  queue.come(6);
  CHECK(queue.began.back() == 6);  // room again: at once
}

TEST_CASE("a turn that outlives everything but itself does no harm") {
  Turns::Turn last;
  {
    auto turns = std::make_shared<Turns>(1, [](const std::function<void()>&) { FAIL("nobody waits"); });
    turns->take([&last](Turns::Turn turn) { last = std::move(turn); });
  }
  last.reset();
}

TEST_CASE("when the server has stopped, who waits in line never begins, and nothing is called on the way") {
  std::vector<int> began;
  auto alive = std::make_shared<int>(0);
  Turns::Turn first;
  auto turns = std::make_shared<Turns>(1, [](const std::function<void()>&) {});  // a post that drops everything
  turns->take([&](Turns::Turn turn) { first = std::move(turn); });
  for (int who = 0; who < 3; ++who) turns->take([&began, alive, who](const Turns::Turn&) { began.push_back(who); });
  CHECK(alive.use_count() == 4);

  turns.reset();
  first.reset();
  CHECK(began.empty());
  CHECK(alive.use_count() == 1);  // whoever waited is let go
}

}  // namespace
}  // namespace kiosk::http
