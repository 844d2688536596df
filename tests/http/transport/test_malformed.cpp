// Goal: every malformed or ambiguous message is refused and ends its connection, and nothing of it is ever taken for a
// second request.

#include <catch2/catch.hpp>

#include "http/transport/bench.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

struct Message {
  const char* name;
  int status;  ///< 0: closed without an answer
  std::string bytes;
};

const std::string host = "Host: 127.0.0.1\r\n";
const std::string origin = "Origin: http://127.0.0.1\r\n";  // over loopback the Host asked counts

std::string get(const std::string& target, const std::string& fields = host) {
  return "GET " + target + " HTTP/1.1\r\n" + fields + "\r\n";
}

std::string post(const std::string& fields, const std::string& body) {
  return "POST /echo HTTP/1.1\r\n" + host + "Content-Type: application/json\r\n" + fields + "\r\n" + body;
}

std::string many_fields(int count, const std::string& field) {
  std::string fields = host;
  for (int i = 0; i < count; ++i) fields += field;
  return fields;
}

const std::string smuggled = "GET /small HTTP/1.1\r\n" + host + "\r\n";

std::vector<Message> messages() {
  return {
      // framing
      {"chunked", 501, post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n" + smuggled)},
      {"chunked and length", 400, post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n" + smuggled)},
      {"length and chunked", 400, post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + smuggled)},
      {"gzip and length", 501, post("Transfer-Encoding: gzip\r\nContent-Length: 2\r\n", "{}" + smuggled)},
      {"gzip", 501, post("Transfer-Encoding: gzip\r\n", "{}" + smuggled)},
      {"identity", 501, post("Transfer-Encoding: identity\r\n", smuggled)},
      {"xchunked", 501, post("Transfer-Encoding: xchunked\r\n", smuggled)},
      {"chunked on GET", 501, get("/small", host + "Transfer-Encoding: chunked\r\n") + "0\r\n\r\n"},
      {"chunked, odd case", 501, post("tRANSFER-eNCODING: cHUNKED\r\n", "0\r\n\r\n")},
      {"chunk overflow", 501, post("Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFFF\r\n")},
      {"chunked on 1.0", 501, "POST /echo HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"two equal lengths", 400, post("Content-Length: 2\r\nContent-Length: 2\r\n", "{}")},
      {"two unequal lengths", 400, post("Content-Length: 2\r\nContent-Length: 3\r\n", "{}" + smuggled)},
      {"listed lengths", 400, post("Content-Length: 2, 2\r\n", "{}")},
      {"signed length", 400, post("Content-Length: +2\r\n", "{}")},
      {"negative length", 400, post("Content-Length: -2\r\n", "{}")},
      {"hexadecimal length", 400, post("Content-Length: 0x2\r\n", "{}")},
      {"empty length", 400, post("Content-Length:\r\n", "{}")},
      {"length overflow", 400, post("Content-Length: 99999999999999999999\r\n", "{}")},
      {"body on GET", 400, get("/small", host + "Content-Length: 5\r\n") + "12345"},
      {"body on DELETE", 400, "DELETE /small HTTP/1.1\r\n" + host + origin + "Content-Length: 1\r\n\r\n1"},
      {"body on 1.0", 400, "POST /echo HTTP/1.0\r\n" + host + origin + "Content-Length: 2\r\n\r\n{}"},
      {"other expectation", 400, post("Content-Length: 2\r\nExpect: 200-ok\r\n", "{}")},
      {"body beyond the limit", 413, post(origin + "Content-Length: 1001\r\n", std::string(1001, ' '))},
      {"announced body beyond the limit", 413, post(origin + "Content-Length: 9223372036854775807\r\n", "")},
      // Host
      {"no Host", 400, get("/small", "")},
      {"two Hosts", 400, get("/small", host + host)},
      {"other Host", 400, get("/small", "Host: evil.example\r\n")},
      {"broken Host", 400, get("/small", "Host: a b/../@\r\n")},
      {"empty Host", 400, get("/small", "Host:\r\n")},
      // targets
      {"absolute form", 400, get("http://127.0.0.1/small")},
      {"asterisk", 400, "OPTIONS * HTTP/1.1\r\n" + host + "\r\n"},
      {"authority form", 400, "CONNECT 127.0.0.1:80 HTTP/1.1\r\n" + host + "\r\n"},
      {"no slash", 400, get("small")},
      {"fragment", 400, get("/small#x")},
      {"raw 8-bit bytes", 400, get("/caf\xc3\xa9")},
      {"raw 0xFF", 400, get("/\xff")},
      {"escaped NUL", 400, get("/small%00")},
      {"bad escape", 400, get("/small%zz")},
      {"dots", 400, get("/a/../small")},
      {"escaped dots", 400, get("/%2e%2e/small")},
      {"long target", 414, get("/" + std::string(2048, 'a'))},
      // fields
      {"64 fields and one", 431, get("/small", many_fields(64, "X-A: b\r\n"))},
      {"1,300 empty fields", 431, get("/small", many_fields(1300, "a:\r\n"))},
      {"head of 9 KiB", 431, get("/small", host + "X-A: " + std::string(9 * 1024, 'a') + "\r\n")},
      {"endless head", 431, "GET /small HTTP/1.1\r\n" + host + "X-A: " + std::string(20 * 1024, 'a')},
      {"two cookies fields", 400, get("/small", host + "Cookie: a=1\r\nCookie: b=2\r\n")},
      {"two authorizations", 400, get("/small", host + "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n")},
      {"two origins", 400, post(origin + origin + "Content-Length: 2\r\n", "{}")},
      {"two content types", 400, post(origin + "Content-Type: text/plain\r\nContent-Length: 2\r\n", "{}")},
      // syntax
      {"space before colon", 400, get("/small", host + "X-A : b\r\n")},
      {"NUL in a field", 400, get("/small", host + "X-A: a" + std::string(1, '\0') + "b\r\n")},
      {"bare LF", 400, "GET /small HTTP/1.1\nHost: 127.0.0.1\n\n"},
      {"bare CR in a field", 400, get("/small", host + "X-A: a\rb\r\n")},
      {"no version", 400, "GET /small\r\n" + host + "\r\n"},
      {"HTTP/0.9", 400, "GET /small HTTP/0.9\r\n" + host + "\r\n"},
      {"HTTP/1.2", 400, "GET /small HTTP/1.2\r\n" + host + "\r\n"},
      {"HTTP/2.0", 400, "GET /small HTTP/2.0\r\n" + host + "\r\n"},
      {"HTTP/2 preface", 400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
      {"TLS hello", 400, std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11)},
      {"two blanks", 400, "GET  /small HTTP/1.1\r\n" + host + "\r\n"},
      {"leading blank line", 400, "\r\n" + get("/small")},
  };
}

/// Everything that the server answers to these bytes.
std::vector<test::HttpReply> replies_to(TransportBench& bench, const std::string& bytes) {
  test::HttpClient client = bench.client();
  client.send_raw(bytes);
  std::vector<test::HttpReply> replies;
  while (auto reply = client.read_reply(true, milliseconds{3000})) replies.push_back(*reply);
  return replies;
}

}  // namespace

TEST_CASE("malformed messages are refused once and end the connection") {
  TransportBench bench;
  for (const Message& message : messages()) {
    CAPTURE(message.name);
    const std::vector<test::HttpReply> replies = replies_to(bench, message.bytes);
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].status == message.status);
    CHECK(replies[0].field("connection") == "close");
    CHECK(replies[0].field("content-type") == "application/problem+json");
    CHECK(replies[0].field("x-content-type-options") == "nosniff");
    CHECK(replies[0].field("x-request-id").starts_with("test-"));
    CHECK(replies[0].body.find("smuggled") == std::string::npos);
  }
}

TEST_CASE("what is refused is not echoed") {
  TransportBench bench;
  for (const std::string& bytes : {get("/canary%zz"), get("/small", "Host: canary.example\r\n"), get("/canary-nowhere"),
                                   post("Content-Length: 2\r\nExpect: canary\r\n", "{}")}) {
    for (const test::HttpReply& reply : replies_to(bench, bytes + get("/small", host + "Connection: close\r\n"))) {
      CHECK((reply.head + reply.body).find("canary") == std::string::npos);
    }
  }
}

TEST_CASE("good requests in unusual clothes are served") {
  TransportBench bench;
  const std::vector<Message> good{
      {"HTTP/1.0 with Host", 200, "GET /small HTTP/1.0\r\n" + host + "\r\n"},
      {"obsolete line folding", 200, get("/small", host + "X-A: a\r\n b\r\nConnection: close\r\n")},
      {"upgrade ignored", 200, get("/small", host + "Connection: Upgrade\r\nUpgrade: h2c\r\n")},
      {"64 fields", 200, get("/small", many_fields(62, "X-A: b\r\n") + "Connection: close\r\n")},
      {"no origin", 403, post("Content-Length: 2\r\nConnection: close\r\n", "{}")},
      {"no media type", 415, "POST /echo HTTP/1.1\r\n" + host + origin + "Content-Length: 2\r\n\r\n{}"},
      {"unknown method", 405, "BREW /echo HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n"},
      {"OPTIONS", 405, "OPTIONS /echo HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n"},
      {"TRACE", 405, "TRACE /small HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n"},
  };
  for (const Message& message : good) {
    CAPTURE(message.name);
    const std::vector<test::HttpReply> replies = replies_to(bench, message.bytes);
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].status == message.status);
    CHECK((message.status != 405 || !replies[0].field("allow").empty()));
  }
}

TEST_CASE("an upgrade request with bytes after it ends the connection") {
  TransportBench bench;
  const auto replies = replies_to(bench, get("/small", host + "Upgrade: h2c\r\n") + smuggled);
  CHECK(replies.size() == 1);
}
