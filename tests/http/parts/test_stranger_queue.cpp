#include <catch2/catch.hpp>
#include <deque>
#include <string>
#include <vector>

#include "http/stranger_queue.hpp"

namespace kiosk::http {
namespace {

using Order = std::vector<std::string>;

/// What is ready on an io thread, and its strangers.
struct Loop {
  void post(std::function<void()> work) { ready.push_back(std::move(work)); }
  void run() {
    for (; !ready.empty(); ready.pop_front()) ready.front()();
  }

  std::deque<std::function<void()>> ready;
  StrangerQueue strangers{[this](std::function<void()> work) { post(std::move(work)); }};
};

TEST_CASE("strangers begin one by one, and what is ready goes between them") {
  Loop loop;
  Order begun;
  for (const char* who : {"first", "second", "third"}) {
    loop.strangers.enter([&begun, who] { begun.emplace_back(who); });
  }
  CHECK(begun.empty());
  loop.post([&] {
    begun.emplace_back("save");
    loop.post([&] { begun.emplace_back("its answer"); });
  });
  loop.run();
  CHECK(begun == Order{"first", "save", "second", "its answer", "third"});
}

TEST_CASE("a stranger who comes while another one begins is not forgotten") {
  Loop loop;
  Order begun;
  loop.strangers.enter([&] {
    begun.emplace_back("first");
    loop.strangers.enter([&] { begun.emplace_back("second"); });
  });
  loop.run();
  CHECK(begun == Order{"first", "second"});
}

}  // namespace
}  // namespace kiosk::http
