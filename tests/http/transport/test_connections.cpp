// Goal: connections keep their limits of number, time and size, live through clients that come and go, and end well
// when the server stops.

#include <catch2/catch.hpp>

#include "http/transport/bench.hpp"

using namespace kiosk;
using namespace kiosk::http;
using std::chrono::steady_clock;

namespace {

TransportLimits quick_limits() {
  TransportLimits limits;
  limits.times.head = milliseconds{300};
  limits.times.request = milliseconds{600};
  limits.times.write = milliseconds{600};
  limits.times.idle = milliseconds{300};
  limits.times.linger = milliseconds{200};
  limits.times.answer = milliseconds{500};
  limits.times.drain = milliseconds{2000};
  return limits;
}

const std::string small_request = "GET /small HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

std::string echo_head(std::size_t length, const std::string& fields = {}) {
  return "POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\nContent-Type: application/json\r\n" +
         fields + "Content-Length: " + std::to_string(length) + "\r\n\r\n";
}

}  // namespace

TEST_CASE("one connection serves many requests, each with an id of its own") {
  TransportBench bench;
  test::HttpClient client = bench.client();
  const test::HttpReply first = client.ask("GET", "/small");
  const test::HttpReply second = client.ask("POST", "/echo", R"({"a":1})");
  CHECK(first.status == 200);
  CHECK(first.body == R"({"small":true})");
  CHECK(second.body == R"({"a":1})");
  CHECK(first.field("x-request-id") != second.field("x-request-id"));
  CHECK(first.field("connection").empty());
  CHECK(client.ask("GET", "/big").body.size() == 4U << 20U);
}

TEST_CASE("HEAD answers as GET without a body") {
  TransportBench bench;
  test::HttpClient client = bench.client();
  const test::HttpReply head = client.ask("HEAD", "/small");
  CHECK(head.status == 200);
  CHECK(head.field("content-length") == "14");
  CHECK(head.body.empty());
  CHECK(client.ask("GET", "/small").status == 200);
}

TEST_CASE("requests sent at once are answered in their order") {
  TransportBench bench;
  test::HttpClient client = bench.client();
  client.send_raw("GET /slow/50 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" + small_request + echo_head(2) + "{}" +
                  small_request);
  CHECK(client.read_reply()->body == R"({"slow":true})");
  CHECK(client.read_reply()->body == R"({"small":true})");
  CHECK(client.read_reply()->body == "{}");
  CHECK(client.read_reply()->body == R"({"small":true})");
}

TEST_CASE("a client that asks first is told to go on") {
  TransportBench bench;
  test::HttpClient client = bench.client();
  client.send_raw(echo_head(2, "Expect: 100-continue\r\n"));
  CHECK(client.read_reply(false)->status == 100);
  client.send_raw("{}");
  CHECK(client.read_reply()->body == "{}");

  client.send_raw(echo_head(5000, "Expect: 100-continue\r\n"));
  CHECK(client.read_reply()->status == 413);
}

TEST_CASE("an early refusal reaches a client that is still sending") {
  TransportBench bench;
  test::HttpClient client = bench.client();
  client.send_raw(echo_head(500'000));
  client.send_raw(std::string(500'000, ' '));
  const auto reply = client.read_reply();
  REQUIRE(reply);
  CHECK(reply->status == 413);
}

TEST_CASE("a connection ends after its number of requests and its age") {
  TransportLimits limits;
  limits.times.requests = 3;
  TransportBench bench{limits};
  test::HttpClient client = bench.client();
  CHECK(client.ask("GET", "/small").field("connection").empty());
  CHECK(client.ask("GET", "/small").field("connection").empty());
  CHECK(client.ask("GET", "/small").field("connection") == "close");

  TransportLimits aged;
  aged.times.age = milliseconds{100};
  TransportBench old{aged};
  test::HttpClient other = old.client();
  CHECK(other.ask("GET", "/small").field("connection").empty());
  std::this_thread::sleep_for(milliseconds{150});
  CHECK(other.ask("GET", "/small").field("connection") == "close");
}

TEST_CASE("slow clients are cut off at each step") {
  TransportBench bench{quick_limits()};
  SECTION("nothing at all") {
    test::HttpClient client = bench.client();
    client.send_raw("");
    CHECK(client.is_closed_within(milliseconds{3000}));
  }
  SECTION("half a head") {
    test::HttpClient client = bench.client();
    client.send_raw("GET /small HTTP/1.1\r\nHost:");
    CHECK(client.is_closed_within(milliseconds{3000}));
  }
  SECTION("a head byte by byte") {
    test::HttpClient client = bench.client();
    const auto start = steady_clock::now();
    bool closed = false;
    for (int i = 0; i < 100 && !closed; ++i) {
      client.send_raw(small_request.substr(static_cast<std::size_t>(i) % 20, 1));
      closed = client.is_closed_within(milliseconds{30});
    }
    CHECK(closed);
    CHECK(steady_clock::now() - start < milliseconds{3000});
  }
  SECTION("half a body") {
    test::HttpClient client = bench.client();
    client.send_raw(echo_head(100) + "{");
    CHECK(client.is_closed_within(milliseconds{3000}));
  }
  SECTION("idle after a request") {
    test::HttpClient client = bench.client();
    CHECK(client.ask("GET", "/small").status == 200);
    CHECK(client.is_closed_within(milliseconds{3000}));
  }
  SECTION("a reply that is not read") {
    test::HttpClient client = bench.client();
    client.send_raw("GET /big HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    std::this_thread::sleep_for(milliseconds{1500});
    CHECK_FALSE(client.read_reply(true, milliseconds{1000}));
  }
}

TEST_CASE("a handler that does not answer costs a 503, not a hanging client") {
  TransportBench bench{quick_limits()};
  test::HttpClient client = bench.client();
  const test::HttpReply reply = client.ask("GET", "/never");
  CHECK(reply.status == 503);
  CHECK_FALSE(reply.field("retry-after").empty());
}

TEST_CASE("connections beyond a limit are closed, and served again when others have left") {
  SECTION("of one address") {
    TransportBench bench{{}, {100, 3, 100}};
    std::vector<test::HttpClient> clients;
    for (int i = 0; i < 3; ++i) {
      clients.push_back(bench.client());
      CHECK(clients.back().ask("GET", "/small").status == 200);
    }
    test::HttpClient late = bench.client();
    CHECK_THROWS(late.ask("GET", "/small"));
    clients.pop_back();
    std::this_thread::sleep_for(milliseconds{100});
    CHECK(late.ask("GET", "/small").status == 200);
  }
  SECTION("not yet known") {
    TransportBench bench{{}, {100, 100, 2}};
    test::HttpClient known = bench.client();
    CHECK(known.ask("GET", "/mine").status == 200);  // signed in: counts no longer
    test::HttpClient first = bench.client();
    CHECK(first.ask("GET", "/small").status == 200);
    test::HttpClient second = bench.client();
    CHECK(second.ask("GET", "/small").status == 200);
    test::HttpClient third = bench.client();
    CHECK_THROWS(third.ask("GET", "/small"));
    CHECK(known.ask("GET", "/mine").status == 200);
  }
  SECTION("in all: the next one waits") {
    TransportBench bench{{}, {2, 100, 100}};
    test::HttpClient first = bench.client();
    CHECK(first.ask("GET", "/small").status == 200);
    std::optional<test::HttpClient> second{bench.client()};
    CHECK(second->ask("GET", "/small").status == 200);
    test::HttpClient third = bench.client();
    third.send_raw(small_request);
    CHECK_FALSE(third.read_reply(true, milliseconds{200}));
    second.reset();
    CHECK(third.read_reply(true, milliseconds{3000})->status == 200);
  }
}

TEST_CASE("clients may vanish at every byte") {
  TransportBench bench{quick_limits()};
  const std::string request = echo_head(20) + R"({"a":"bcdefghijklm"})";
  for (std::size_t length = 0; length <= request.size(); ++length) {
    test::HttpClient client = bench.client();
    client.send_raw(request.substr(0, length));
    if (length % 2 == 0) {
      client.abort();
    } else {
      client.close();
    }
  }
  for (int i = 0; i < 20; ++i) {
    test::HttpClient client = bench.client();
    client.send_raw("GET /slow/20 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    client.abort();
  }
  CHECK(bench.client().ask("GET", "/small").status == 200);
}

TEST_CASE("stopping finishes what runs, ends what idles and takes no more") {
  auto bench = std::make_unique<TransportBench>();
  test::HttpClient idle = bench->client();
  CHECK(idle.ask("GET", "/small").status == 200);
  test::HttpClient fresh = bench->client();
  fresh.send_raw("");
  test::HttpClient busy = bench->client();
  busy.send_raw("GET /slow/400 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" + small_request);
  std::this_thread::sleep_for(milliseconds{100});

  const auto start = steady_clock::now();
  std::thread stopping{[&] { bench->stop(); }};
  const auto reply = busy.read_reply();
  REQUIRE(reply);
  CHECK(reply->status == 200);
  CHECK(reply->field("connection") == "close");
  CHECK_FALSE(busy.read_reply(true, milliseconds{3000}));
  CHECK(idle.is_closed_within(milliseconds{3000}));
  busy.close();
  stopping.join();
  CHECK(steady_clock::now() - start < seconds{8});
  CHECK_THROWS(bench->client().ask("GET", "/small"));
}

TEST_CASE("stopping does not wait for the rest of a request head") {
  TransportLimits limits = quick_limits();
  limits.times.head = seconds{60};
  TransportBench bench{limits};
  test::HttpClient first = bench.client();
  first.send_raw("GET /small HTTP/1.1\r\nHo");
  test::HttpClient later = bench.client();
  later.send_raw(small_request + "GET /small HTTP/1.1\r\nHo");
  CHECK(later.read_reply()->status == 200);
  bench.stop();
  CHECK_FALSE(bench.has_logged("drain-incomplete"));
  CHECK(first.is_closed_within(milliseconds{3000}));
  CHECK(later.is_closed_within(milliseconds{3000}));
}

TEST_CASE("stopping does not wait for ever for a request that hangs") {
  TransportLimits limits = quick_limits();
  limits.times.answer = seconds{60};
  limits.times.drain = milliseconds{300};
  TransportBench bench{limits};
  test::HttpClient client = bench.client();
  client.send_raw("GET /never HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  std::this_thread::sleep_for(milliseconds{100});
  const auto start = steady_clock::now();
  bench.stop();
  CHECK(steady_clock::now() - start < seconds{5});
  CHECK(client.is_closed_within(milliseconds{1000}));
}

TEST_CASE("several io threads serve side by side") {
  TransportLimits limits;
  limits.io_threads = 3;
  TransportBench bench{limits, {1000, 1000, 1000}};
  std::atomic<int> good{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      test::HttpClient client = bench.client();
      for (int i = 0; i < 50; ++i) {
        if (client.ask(i % 5 == 0 ? "POST" : "GET", i % 5 == 0 ? "/echo" : "/small", i % 5 == 0 ? "{}" : "").status ==
            200) {
          ++good;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(good == 400);
}
