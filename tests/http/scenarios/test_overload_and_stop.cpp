// Goal: a full or stopped store answers 503 and loses nothing that was acknowledged; stopping under load finishes what
// runs.

#include <thread>

#include "http/scenarios/sitting.hpp"

using namespace kiosk;
using namespace kiosk::http;

TEST_CASE("a writer that is held up fills its inbox: the rest gets 503 and Retry-After, reads go on") {
  ServerConfig config;
  config.connections = {8000, 8000, 8000};
  config.most_at_work = 100'000;
  ServerBench bench{config};
  Sitting sitting{bench, 1};
  sitting.prepare().start();

  // Fill the inbox only once the writer is held: a writer that wakes later takes a whole batch out of it again.
  std::promise<void> held;
  std::promise<void> go_on;
  std::shared_future<void> gate = go_on.get_future().share();
  std::atomic<int> refused{0};
  std::atomic<int> done{0};
  const int jobs = 6000;
  std::promise<void> all_done;
  const Store::Done count = [&](const Status& status) {
    if (status.has_error()) ++refused;
    if (++done == jobs + 1) all_done.set_value();
  };
  bench.store().submit(
      [gate, &held](Tx&) -> Status {
        held.set_value();
        gate.wait();
        return {};
      },
      count);
  held.get_future().wait();
  for (int i = 0; i < jobs; ++i) {
    bench.store().submit([](Tx&) -> Status { return {}; }, count);
  }
  CHECK(refused > 0);
  const test::HttpReply busy = sitting.browser().ask("PUT", sitting.path("/responses"), sitting.save_body(0, 1));
  CHECK(busy.status == 503);
  CHECK_THAT(busy.body, Catch::Contains("store-busy"));
  CHECK(std::stoi(busy.field("retry-after")) >= 1);
  CHECK(sitting.browser().ask("GET", sitting.path()).status == 200);
  go_on.set_value();
  all_done.get_future().wait();
  CHECK(sitting.browser().ask("PUT", sitting.path("/responses"), sitting.save_body(0, 1)).status == 200);
}

TEST_CASE("a stopped store answers 503") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  bench.stop_store();
  CHECK(sitting.browser().ask("GET", "/api/v1/me").status == 503);
  CHECK(sitting.browser().ask("POST", "/api/v1/exams/sample-exam/attempts", prepare_body).status == 503);
  CHECK(sitting.browser().ask("GET", "/healthz").status == 200);
}

TEST_CASE("what was acknowledged before a stop under load is stored") {
  ServerBench bench;
  const int people = 8;
  std::vector<std::unique_ptr<Sitting>> sittings;
  for (int i = 0; i < people; ++i) {
    sittings.push_back(std::make_unique<Sitting>(bench, i));
    sittings.back()->prepare().start();
  }
  std::vector<int> acknowledged(people, 0);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < people; ++i) {
    threads.emplace_back([&, i] {
      test::HttpClient client{bench.port()};
      client.cookies() = sittings[i]->browser().client().cookies();
      for (int revision = 1; revision < 10'000; ++revision) {
        try {
          const auto reply = client.ask("PUT", sittings[i]->path("/responses"), sittings[i]->save_body(0, revision));
          if (reply.status != 200) return;
          acknowledged[i] = revision;
        } catch (const std::runtime_error&) {
          return;
        }
      }
    });
  }
  std::this_thread::sleep_for(milliseconds{500});
  const auto start = std::chrono::steady_clock::now();
  bench.stop_server();
  CHECK(std::chrono::steady_clock::now() - start < seconds{12});
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < people; ++i) {
    const int stored = bench.read<int>([&](const ReadTx& tx) {
      const auto attempt = tx.attempts().find(*Uuid::parse(sittings[i]->attempt()));
      return attempt->last_revision;
    });
    CHECK(acknowledged[i] > 0);
    CHECK(stored >= acknowledged[i]);
  }
}

TEST_CASE("a long poll does not hold up a stop") {
  ServerBench bench;
  const std::string token = bench.add_token({Scope::events_read});
  test::HttpReply polled;
  std::thread machine{[&] {
    test::HttpClient client{bench.port()};
    polled = client.ask("GET", "/api/v1/events?timeout=30000", "", {{"Authorization", "Bearer " + token}});
  }};
  std::this_thread::sleep_for(milliseconds{300});
  const auto start = std::chrono::steady_clock::now();
  bench.stop_server();
  machine.join();
  CHECK(std::chrono::steady_clock::now() - start < seconds{8});
  CHECK(polled.status == 200);
  CHECK(polled.body == "[]");
  CHECK(polled.field("connection") == "close");
}
