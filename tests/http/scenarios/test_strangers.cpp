// Goal: guessing is slow and limited, all wrong tries look alike, and a class behind one address can work.

#include <set>
#include <thread>

#include "http/scenarios/sitting.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

std::string code_body(const std::string& code) { return R"({"candidate_code":")" + code + R"("})"; }

std::string password_body(const std::string& name, const std::string& password) {
  return R"({"name":")" + name + R"(","password":")" + password + R"("})";
}

std::string without_request_id(std::string body) {
  const std::size_t start = body.find("/requests/");
  return body.erase(start, body.find('"', start) - start);
}

}  // namespace

TEST_CASE("wrong codes by the thousand: few are looked at, the rest get 429, and a good one still works later") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  Browser stranger{bench};
  int wrong = 0;
  int limited = 0;
  for (int i = 0; i < 1000; ++i) {
    const test::HttpReply reply =
        stranger.ask("POST", "/api/v1/sign-ins", code_body("AAAA-BBBB-" + std::to_string(1000 + i)));
    if (reply.status == 401) ++wrong;
    if (reply.status == 429) {
      ++limited;
      CHECK(std::stoi(reply.field("retry-after")) >= 1);
      CHECK_THAT(reply.body, Catch::Contains("too-many-attempts"));
    }
  }
  CHECK(wrong == 30);
  CHECK(limited == 970);
  CHECK(stranger.ask("POST", "/api/v1/sign-ins", code_body(sitting.code())).status == 429);
  bench.clock().advance(seconds{6});
  CHECK(stranger.ask("POST", "/api/v1/sign-ins", code_body(sitting.code())).status == 200);
}

TEST_CASE("wrong codes look alike and take a while, malformed, unknown or replaced") {
  ServerBench bench;
  Browser stranger{bench};
  std::set<std::string> bodies;
  for (const char* code : {"AAAA-BBBB-CCCC", "x", "", "AAAA-BBBB-CCCC-DDDD", "0000-0000-0000"}) {
    const auto start = std::chrono::steady_clock::now();
    const test::HttpReply reply = stranger.ask("POST", "/api/v1/sign-ins", code_body(code));
    CHECK(reply.status == 401);
    CHECK(std::chrono::steady_clock::now() - start >= wrong_try_delay);
    bodies.insert(without_request_id(reply.body));
  }
  CHECK(bodies.size() == 1);
}

TEST_CASE("while a wrong try waits, others are served") {
  ServerBench bench;
  test::HttpClient guessing{bench.port()};
  guessing.send_raw(
      "POST /api/v1/sign-ins HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\n"
      "Content-Type: application/json\r\nContent-Length: 22\r\n\r\n{\"candidate_code\":\"x\"}");
  Browser browser{bench};
  CHECK(browser.ask("GET", "/api/v1/exams").status == 200);
  CHECK_FALSE(guessing.read_reply(true, milliseconds{1}));
  CHECK(guessing.read_reply()->status == 401);
}

TEST_CASE("good codes cost nothing: a class signs in behind one address") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  Browser browser{bench};
  for (int i = 0; i < 100; ++i) {
    CHECK(browser.ask("POST", "/api/v1/sign-ins", code_body(sitting.code())).status == 200);
  }
}

TEST_CASE("registrations are limited by address") {
  ServerConfig config;
  config.budgets.registration_per_address = {5, milliseconds{10'000}};
  ServerBench bench{config};
  Browser browser{bench};
  for (int i = 0; i < 5; ++i) CHECK(browser.ask("POST", "/api/v1/applicants", registration(i)).status == 201);
  CHECK(browser.ask("POST", "/api/v1/applicants", registration(6)).status == 429);
  bench.clock().advance(seconds{10});
  CHECK(browser.ask("POST", "/api/v1/applicants", registration(6)).status == 201);
}

TEST_CASE("staff passwords are limited by name, and unknown names look like wrong passwords") {
  ServerConfig config;
  config.budgets.password_per_name = {3, milliseconds{30'000}};
  ServerBench bench{config};
  bench.add_staff("chen", Role::hq, "a long password 1");
  Browser browser{bench};
  std::set<std::string> bodies;
  const auto status = [&](const std::string& name, const std::string& password) {
    const test::HttpReply reply = browser.ask("POST", "/api/v1/staff/sign-ins", password_body(name, password));
    if (reply.status == 401) bodies.insert(without_request_id(reply.body));
    return reply.status;
  };
  CHECK(status("nobody", "a long password 1") == 401);
  CHECK(status("chen", "wrong") == 401);
  CHECK(status("chen", "") == 401);
  CHECK(bodies.size() == 1);
  CHECK(status("chen", "a long password 1") == 200);  // gives its try back
  CHECK(status("chen", "wrong") == 401);
  CHECK(status("chen", "a long password 1") == 429);
  bench.clock().advance(seconds{30});
  CHECK(status("chen", "a long password 1") == 200);
}

TEST_CASE("tries that the name's budget refuses do not use up the address's") {
  ServerConfig config;
  config.budgets.password_per_name = {2, milliseconds{30'000}};
  config.budgets.password_per_address = {3, milliseconds{10'000}};
  ServerBench bench{config};
  bench.add_staff("chen", Role::hq, "a long password 1");
  bench.add_staff("wang", Role::hq, "a long password 2");
  Browser browser{bench};
  const auto status = [&](const std::string& name, const std::string& password) {
    return browser.ask("POST", "/api/v1/staff/sign-ins", password_body(name, password)).status;
  };
  for (int i = 0; i < 2; ++i) CHECK(status("chen", "wrong") == 401);
  for (int i = 0; i < 5; ++i) CHECK(status("chen", "wrong") == 429);
  CHECK(status("wang", "a long password 2") == 200);  // a colleague behind the same address
}
