// Goal: whatever arrives at the same moment, there is one attempt, one result, one approval and one event.

#include <barrier>
#include <set>
#include <thread>

#include "http/scenarios/sitting.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

/// Sends the same request on `count` connections at once; answers the replies. All but the last byte is sent before
/// any of the last bytes, so that the requests become complete together.
std::vector<test::HttpReply> at_once(ServerBench& bench, Browser& browser, int count, const std::string& target,
                                     const std::string& body) {
  const std::string cookie = browser.client().cookies().at("kiosk-applicant");
  const std::string request = "POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\n" +
                              "Content-Type: application/json\r\nCookie: kiosk-applicant=" + cookie +
                              "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  std::vector<test::HttpClient> clients;
  for (int i = 0; i < count; ++i) {
    clients.emplace_back(bench.port());
    clients.back().send_raw(std::string_view{request}.substr(0, request.size() - 1));
  }
  for (test::HttpClient& client : clients) client.send_raw(std::string_view{request}.substr(request.size() - 1));
  std::vector<test::HttpReply> replies;
  for (test::HttpClient& client : clients) {
    const auto reply = client.read_reply();
    REQUIRE(reply);
    replies.push_back(*reply);
  }
  return replies;
}

std::set<std::string> bodies(const std::vector<test::HttpReply>& replies) {
  std::set<std::string> all;
  for (const test::HttpReply& reply : replies) all.insert(reply.body);
  return all;
}

int count_of(const std::vector<test::HttpReply>& replies, int status) {
  return static_cast<int>(std::count_if(replies.begin(), replies.end(),
                                        [&](const test::HttpReply& reply) { return reply.status == status; }));
}

ServerConfig roomy() {
  ServerConfig config;
  config.connections = {2000, 2000, 2000};
  config.transport.io_threads = 2;
  return config;
}

}  // namespace

TEST_CASE("50 parallel prepares make one attempt") {
  ServerBench bench{roomy()};
  Sitting sitting{bench, 1};
  const auto replies = at_once(bench, sitting.browser(), 50, "/api/v1/exams/sample-exam/attempts", prepare_body);
  CHECK(count_of(replies, 201) == 1);
  CHECK(count_of(replies, 200) == 49);
  CHECK(bodies(replies).size() == 1);
  CHECK(sitting.browser().ask_for(200, "GET", "/api/v1/me").at("attempts").as_array().size() == 1);
}

TEST_CASE("parallel starts are one start") {
  ServerBench bench{roomy()};
  Sitting sitting{bench, 1};
  sitting.prepare();
  const auto replies = at_once(bench, sitting.browser(), 30, sitting.path("/start"), "{}");
  CHECK(count_of(replies, 200) == 30);
  CHECK(bodies(replies).size() == 1);
}

TEST_CASE("100 parallel submits make one result, one approval, one event") {
  ServerBench bench{roomy()};
  Sitting sitting{bench, 1};
  sitting.prepare().start().answer_all(10);
  const auto replies = at_once(bench, sitting.browser(), 100, sitting.path("/submit"), R"({"epoch":1})");
  CHECK(count_of(replies, 200) == 100);
  CHECK(bodies(replies).size() == 1);
  CHECK_THAT(replies[0].body, Catch::Contains(R"("decision":"pass")"));
  CHECK(sitting.browser().ask_for(200, "GET", "/api/v1/me").at("approvals").as_array().size() == 1);
  CHECK(bench.read<std::int64_t>([](const ReadTx& tx) { return tx.outbox().head(); }) == 1);
}
