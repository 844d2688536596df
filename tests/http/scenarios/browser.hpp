#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "http/scenarios/contract.hpp"
#include "http/scenarios/server_bench.hpp"

namespace kiosk::http {

/// A client of the bench's server whose every reply is held to the OpenAPI document, to the fields that every reply
/// carries, and to not telling secrets.
class Browser {
 public:
  explicit Browser(ServerBench& bench) : bench_(bench), client_(bench.port()) {}

  test::HttpReply ask(const std::string& method, const std::string& target, const std::string& body = {},
                      const test::HttpFields& fields = {});
  /// The same; the test fails when the status is another.
  boost::json::value ask_for(int status, const std::string& method, const std::string& target,
                             const std::string& body = {}, const test::HttpFields& fields = {});
  test::HttpClient& client() { return client_; }

 private:
  ServerBench& bench_;
  test::HttpClient client_;
};

/// Member of a reply by JSON Pointer, as text (strings without quotes).
std::string at(const boost::json::value& reply, const std::string& pointer);

struct Scenario {
  std::string name;
  std::string method;
  std::string target;
  std::string body;
  int status = 200;
  std::vector<std::string> contains{};
  std::vector<std::string> lacks{};
  test::HttpFields fields{};
};

/// One after the other on the same browser.
void play(Browser& browser, const std::vector<Scenario>& scenarios);

}  // namespace kiosk::http
