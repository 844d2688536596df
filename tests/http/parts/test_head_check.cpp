#include <catch2/catch.hpp>

#include "http/head_check.hpp"

using namespace kiosk::http;

namespace {

const HostPolicy hosts{{"cert.example", "[2001:db8::1]"}};

RequestHead good_head() {
  RequestHead head;
  head.method = "POST";
  head.target = "/api/v1/sign-ins";
  head.fields = {{"host", "cert.example"}, {"content-length", "12"}};
  return head;
}

int status_of(const RequestHead& head, bool from_loopback = false) {
  const auto checked = check_head(head, {}, hosts, from_loopback);
  const auto* refusal = std::get_if<Refusal>(&checked);
  return refusal == nullptr ? 0 : refusal->status;
}

int status_with(const std::string& name, const std::string& value) {
  RequestHead head = good_head();
  head.fields.push_back({name, value});
  return status_of(head);
}

int status_of_target(const std::string& target) {
  RequestHead head = good_head();
  head.target = target;
  return status_of(head);
}

int status_of_host(const std::string& host, bool from_loopback = false) {
  RequestHead head = good_head();
  head.fields[0].value = host;
  return status_of(head, from_loopback);
}

int status_of_length(const std::string& length) {
  RequestHead head = good_head();
  head.fields[1].value = length;
  return status_of(head);
}

}  // namespace

TEST_CASE("a good head is taken and its facts are read") {
  const auto checked = check_head(good_head(), {}, hosts, false);
  const HeadFacts& facts = std::get<HeadFacts>(checked);
  CHECK(facts.content_length == 12);
  CHECK(facts.target.segments == std::vector<std::string>{"api", "v1", "sign-ins"});
  CHECK_FALSE(facts.closes_after);
  CHECK_FALSE(facts.expects_continue);
}

TEST_CASE("every transfer coding is refused with 501") {
  for (const char* coding : {"chunked", "gzip", "identity", "xchunked", "", "gzip, chunked"}) {
    CHECK(status_with("transfer-encoding", coding) == 501);
  }
}

TEST_CASE("fields that may stand once are refused when repeated") {
  CHECK(status_with("host", "cert.example") == 400);
  CHECK(status_with("content-length", "12") == 400);
  for (const char* name : {"content-type", "cookie", "authorization", "origin", "expect", "sec-fetch-site"}) {
    RequestHead head = good_head();
    head.fields.push_back({name, "100-continue"});
    CHECK(status_of(head) == 0);
    head.fields.push_back({name, "100-continue"});
    CHECK(status_of(head) == 400);
  }
}

TEST_CASE("the Host must be one of ours") {
  CHECK(status_of_host("cert.example:8443") == 0);
  CHECK(status_of_host("CERT.example") == 0);
  CHECK(status_of_host("[2001:DB8::1]:80") == 0);
  for (const char* host : {"", "evil.example", "cert.example.evil.example", "a b/../@", "user@cert.example",
                           "cert.example:", "cert.example:x", "cert.example:123456", "[::1", "[]", "cert.example/",
                           "localhost", "127.0.0.1"}) {
    CAPTURE(host);
    CHECK(status_of_host(host) == 400);
  }
  RequestHead head = good_head();
  head.fields.erase(head.fields.begin());
  CHECK(status_of(head) == 400);
}

TEST_CASE("loopback names count only on connections from this machine") {
  for (const char* host : {"localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:8080"}) {
    CAPTURE(host);
    CHECK(status_of_host(host, true) == 0);
    CHECK(status_of_host(host, false) == 400);
  }
  CHECK(status_of_host("127.0.0.2", true) == 400);
}

TEST_CASE("targets that are not a plain absolute path are refused") {
  for (const char* target : {"",
                             "*",
                             "http://cert.example/",
                             "cert.example:443",
                             "a",
                             "/a#b",
                             "/a b",
                             "/\x7f",
                             "/caf\xc3\xa9",
                             "/%",
                             "/%4",
                             "/%zz",
                             "/%00",
                             "/a%0d%0ab",
                             "/..",
                             "/a/../b",
                             "/%2e%2e/b",
                             "/.%2e",
                             "/.",
                             "/a/./b",
                             "/a%2fb",
                             "/a%5cb",
                             "/%ff",
                             "/%c3%28",
                             "/a?b=%00",
                             "/a?b=%zz"}) {
    CAPTURE(target);
    CHECK(status_of_target(target) == 400);
  }
  CHECK(status_of_target("/" + std::string(2047, 'a')) == 0);
  CHECK(status_of_target("/" + std::string(2048, 'a')) == 414);
}

TEST_CASE("plain targets are decoded") {
  const Target target = *parse_target("/a/%E5%B9%BF//x?parent=CN&q=a+b%2B&empty=&bare&&x=1=2");
  CHECK(target.segments == std::vector<std::string>{"a", "\xE5\xB9\xBF", "", "x"});
  CHECK(find_field(target.query, "parent") == "CN");
  CHECK(find_field(target.query, "q") == "a b+");
  CHECK(find_field(target.query, "empty") == "");
  CHECK(find_field(target.query, "bare") == "");
  CHECK(find_field(target.query, "x") == "1=2");
  CHECK(parse_target("/")->segments.empty());
  CHECK(percent_encoded("a/b c~é") == "a%2Fb%20c~%C3%A9");
}

TEST_CASE("lengths and bodies") {
  for (const char* length : {"", "-1", "+1", "0x10", "1,1", "1 ", "99999999999999999999", "1.0"}) {
    CAPTURE(length);
    CHECK(status_of_length(length) == 400);
  }
  for (const char* method : {"GET", "HEAD", "DELETE"}) {
    RequestHead head = good_head();
    head.method = method;
    CHECK(status_of(head) == 400);
    head.fields[1].value = "0";
    CHECK(status_of(head) == 0);
  }
  RequestHead old = good_head();
  old.version = 10;
  CHECK(status_of(old) == 400);
  old.fields.pop_back();
  CHECK(std::get<HeadFacts>(check_head(old, {}, hosts, false)).closes_after);
}

TEST_CASE("expectations") {
  CHECK(status_with("expect", "200-ok") == 400);
  RequestHead head = good_head();
  head.fields.push_back({"expect", "100-Continue"});
  CHECK(std::get<HeadFacts>(check_head(head, {}, hosts, false)).expects_continue);
}

TEST_CASE("65 fields are one too many") {
  RequestHead head = good_head();
  while (head.fields.size() < 64) head.fields.push_back({"x", ""});
  CHECK(status_of(head) == 0);
  head.fields.push_back({"x", ""});
  CHECK(status_of(head) == 431);
}

TEST_CASE("the client may end the connection, or ask for another protocol") {
  for (const auto& [name, value] : {std::pair{"connection", "close"}, {"connection", "x, Close"}, {"upgrade", "h2c"}}) {
    RequestHead head = good_head();
    head.fields.push_back({name, value});
    CHECK(std::get<HeadFacts>(check_head(head, {}, hosts, false)).closes_after);
  }
}

TEST_CASE("clients are counted by address, and by network where one host has a whole network") {
  CHECK(network_of("203.0.113.9") == "203.0.113.9");
  CHECK(network_of("::ffff:203.0.113.9") == "203.0.113.9");
  CHECK(network_of("2001:db8:1:2::1") == "20010db800010002/64");
  CHECK(network_of("2001:db8:1:2:ffff:ffff:ffff:ffff") == "20010db800010002/64");
  CHECK(network_of("2001:db8:1:3::1") == "20010db800010003/64");
  CHECK(network_of("::1") == "0000000000000000/64");
  CHECK(network_of("nowhere") == "nowhere");
  CHECK(network_of("") == "");
}

TEST_CASE("X-Forwarded-For is believed only from our proxies") {
  const std::vector<std::string> proxies{"10.0.0.1", "10.0.0.2"};
  const std::vector<Field> fields{{"x-forwarded-for", "1.2.3.4, 203.0.113.9"}, {"x-forwarded-for", "10.0.0.2"}};
  CHECK(client_address("198.51.100.7", fields, proxies) == "198.51.100.7");
  CHECK(client_address("10.0.0.1", fields, proxies) == "203.0.113.9");
  CHECK(client_address("10.0.0.1", {}, proxies) == "10.0.0.1");
  CHECK(client_address("10.0.0.1", {{"x-forwarded-for", "1.2.3.4, \"><script>"}}, proxies) == "10.0.0.1");
}
