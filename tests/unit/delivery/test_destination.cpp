#include <catch2/catch.hpp>

#include "delivery/destination.hpp"

namespace kiosk::test {

namespace {

std::string fault_of(std::string_view url, const DestinationRules& rules = {}) {
  const Result<Destination> destination = parse_destination(url, rules);
  return destination.has_error() ? destination.error().fields.front().code : "";
}

bool is_public_text(const char* text) { return is_public(parse_ip(text).value()); }

}  // namespace

TEST_CASE("An endpoint's URL is taken apart") {
  const Destination plain = parse_destination("https://Receiver.Example", {}).value();
  CHECK(plain.tls);
  CHECK(plain.host == "receiver.example");
  CHECK(plain.port == 443);
  CHECK(plain.target == "/");
  CHECK(host_field(plain) == "receiver.example");
  const Destination whole = parse_destination("https://[2606:4700::1]:8443/a/b?c=d", {}).value();
  CHECK(whole.host == "2606:4700::1");
  CHECK(whole.port == 8443);
  CHECK(whole.target == "/a/b?c=d");
  CHECK(host_field(whole) == "[2606:4700::1]:8443");
  CHECK(parse_destination("https://a.example?b", {}).value().target == "/?b");
}

TEST_CASE("A URL that webhooks are not sent to is refused by name") {
  const std::vector<std::pair<std::string, std::string>> table{
      {"", "required"},
      {"https://a.example/" + std::string(500, 'a'), "too-long"},
      {"https://a.example/ b", "characters"},
      {"https://a.example/\r\nHost: b", "characters"},
      {"https://a.example\\@b.example/", "characters"},
      {"https://例子.example/", "characters"},
      {"http://a.example/", "scheme"},
      {"ftp://a.example/", "scheme"},
      {"https:/a.example/", "scheme"},
      {"a.example", "scheme"},
      {"https://user@a.example/", "user-info"},
      {"https://user:password@a.example/", "user-info"},
      {"https://a.example/#b", "fragment"},
      {"https://", "host"},
      {"https:///path", "host"},
      {"https://a..example/", "host"},
      {"https://a_b.example/", "host"},
      {"https://[::1/", "host"},
      {"https://[a.example]/", "host"},
      {"https://2130706433/", "host"},
      {"https://127.1/", "host"},
      {"https://0x7f000001/", "host"},
      {"https://127.0.0.1./", "host"},
      {"https://a.example:/", "port"},
      {"https://a.example:0/", "port"},
      {"https://a.example:65536/", "port"},
      {"https://a.example:80a/", "port"},
      {"https://127.0.0.1/", "address-refused"},
      {"https://10.0.0.1/", "address-refused"},
      {"https://169.254.169.254/latest", "address-refused"},
      {"https://[::1]/", "address-refused"},
      {"https://[fd00::1]/", "address-refused"},
      {"https://[::ffff:10.0.0.1]/", "address-refused"},
      {"http://127.0.0.1/", "scheme"},
  };
  for (const auto& [url, code] : table) {
    CAPTURE(url);
    CHECK(fault_of(url) == code);
  }
  CHECK(fault_of("https://8.8.8.8/").empty());
}

TEST_CASE("Options allow what is refused otherwise, and narrow the rest") {
  DestinationRules rules;
  rules.networks = {parse_network("10.1.0.0/16").value()};
  CHECK(fault_of("https://10.1.2.3/", rules).empty());
  CHECK(fault_of("https://10.2.2.3/", rules) == "address-refused");
  CHECK(fault_of("http://10.1.2.3/", rules) == "scheme");
  DestinationRules hosts;
  hosts.hosts = {"a.example"};
  CHECK(fault_of("https://A.example/", hosts).empty());
  CHECK(fault_of("https://b.a.example/", hosts) == "host-not-listed");
  DestinationRules loopback;
  loopback.loopback_http = true;
  CHECK(fault_of("http://127.0.0.1:8000/", loopback).empty());
  CHECK(fault_of("http://localhost/", loopback).empty());
  CHECK(fault_of("http://a.example/", loopback) == "scheme");
  CHECK(fault_of("https://127.0.0.1/", loopback) == "address-refused");
}

TEST_CASE("What a name stands for is looked at before we connect") {
  const Destination tls{true, "a.example", 443, "/"};
  CHECK(may_connect(tls, parse_ip("93.184.216.34").value(), {}));
  CHECK_FALSE(may_connect(tls, parse_ip("127.0.0.1").value(), {}));
  const Destination plain{false, "localhost", 80, "/"};
  DestinationRules rules;
  CHECK_FALSE(may_connect(plain, parse_ip("127.0.0.1").value(), rules));
  rules.loopback_http = true;
  CHECK(may_connect(plain, parse_ip("127.0.0.1").value(), rules));
  CHECK_FALSE(may_connect(plain, parse_ip("93.184.216.34").value(), rules));
}

TEST_CASE("Public addresses are told from all others") {
  for (const char* text : {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255",
                           "172.32.0.0", "192.167.255.255", "223.255.255.255", "2606:4700::1", "2a00::1"}) {
    CAPTURE(text);
    CHECK(is_public_text(text));
  }
  for (const char* text : {"0.0.0.0",
                           "10.0.0.0",
                           "10.255.255.255",
                           "100.64.0.0",
                           "100.127.255.255",
                           "127.0.0.1",
                           "127.255.255.255",
                           "169.254.0.1",
                           "172.16.0.0",
                           "172.31.255.255",
                           "192.0.0.1",
                           "192.0.2.1",
                           "192.88.99.1",
                           "192.168.0.1",
                           "198.18.0.1",
                           "198.19.255.255",
                           "198.51.100.1",
                           "203.0.113.1",
                           "224.0.0.1",
                           "240.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "::ffff:8.8.8.8",
                           "64:ff9b::808:808",
                           "100::1",
                           "2001::1",
                           "2001:db8::1",
                           "2002:a00:1::",
                           "fc00::1",
                           "fdff::1",
                           "fe80::1",
                           "fec0::1",
                           "ff02::1"}) {
    CAPTURE(text);
    CHECK_FALSE(is_public_text(text));
  }
  for (const char* text : {"", "1.2.3", "1.2.3.4.5", "01.2.3.4", "fe80::1%eth0", "a.example"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_ip(text).has_value());
  }
  for (const char* text : {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x", "::/129", "/8"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_network(text).has_value());
  }
}

}  // namespace kiosk::test
