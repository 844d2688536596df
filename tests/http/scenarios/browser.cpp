#include "http/scenarios/browser.hpp"

namespace kiosk::http {

namespace {

const Contract& contract() {
  static const Contract the_contract{std::string{openapi_document()}};
  return the_contract;
}

void check_common(const ServerBench& bench, const std::string& target, const test::HttpReply& reply) {
  CHECK(reply.field("x-content-type-options") == "nosniff");
  CHECK_FALSE(reply.field("content-security-policy").empty());
  CHECK_FALSE(reply.field("x-request-id").empty());
  CHECK_FALSE(reply.field("cache-control").empty());
  if (target.starts_with("/api/v1/") && reply.status != 304) {
    const std::string caching = reply.field("cache-control");
    CHECK((caching == "no-store" || caching == "private, no-cache"));
  }
  const bool is_page = reply.status == 404 && reply.field("content-type").starts_with("text/html");
  if (reply.status >= 400 && !is_page) CHECK(reply.field("content-type") == "application/problem+json");
  for (const std::string& secret : bench.secrets()) {
    CAPTURE(secret);
    CHECK((reply.head + reply.body).find(secret) == std::string::npos);
  }
}

}  // namespace

test::HttpReply Browser::ask(const std::string& method, const std::string& target, const std::string& body,
                             const test::HttpFields& fields) {
  test::HttpReply reply = client_.ask(method, target, body, fields);
  INFO(method << " " << target << " " << body.substr(0, 300) << "\n"
              << reply.status << " " << reply.body.substr(0, 1500));
  check_common(bench_, target, reply);
  CHECK(contract().faults_of_reply(method, target, reply) == std::vector<std::string>{});
  return reply;
}

boost::json::value Browser::ask_for(int status, const std::string& method, const std::string& target,
                                    const std::string& body, const test::HttpFields& fields) {
  const test::HttpReply reply = ask(method, target, body, fields);
  INFO(method << " " << target << " " << body.substr(0, 300) << "\n" << reply.body.substr(0, 1500));
  REQUIRE(reply.status == status);
  return reply.body.empty() ? boost::json::value{} : boost::json::parse(reply.body);
}

std::string at(const boost::json::value& reply, const std::string& pointer) {
  boost::system::error_code error;
  const boost::json::value* found = reply.find_pointer(pointer, error);
  if (found == nullptr) return "(absent)";
  return found->is_string() ? std::string{found->as_string()} : boost::json::serialize(*found);
}

void play(Browser& browser, const std::vector<Scenario>& scenarios) {
  for (const Scenario& scenario : scenarios) {
    CAPTURE(scenario.name);
    const test::HttpReply reply = browser.ask(scenario.method, scenario.target, scenario.body, scenario.fields);
    CAPTURE(reply.body);
    CHECK(reply.status == scenario.status);
    for (const std::string& text : scenario.contains) CHECK_THAT(reply.body, Catch::Contains(text));
    for (const std::string& text : scenario.lacks) CHECK_THAT(reply.body, !Catch::Contains(text));
  }
}

}  // namespace kiosk::http
