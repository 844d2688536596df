// Goal: receivers of webhooks are managed over HTTP, what is wrong with a request is named, and a delivery runs through
// its states whatever the receiver answers. Nothing is sent here: the tries are played.

#include "http/scenarios/sitting.hpp"
#include "service/deliveries.hpp"
#include "service/webhook_endpoints.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

constexpr const char* all_endpoints = "/api/v1/webhook-endpoints";
constexpr const char* form = R"({"url":"https://receiver.example/hooks","description":"first"})";

/// A program with the scope `webhooks:write`, which changes whatever there is.
class Machine {
 public:
  explicit Machine(ServerBench& bench)
      : browser_(bench),
        bearer_{{"Authorization", "Bearer " + bench.add_token({Scope::webhooks_write})}, {"If-Match", "*"}} {}

  boost::json::value ask(int status, const std::string& method, const std::string& target,
                         const std::string& body = {}) {
    return browser_.ask_for(status, method, target, body, bearer_);
  }
  std::string add() { return std::string{all_endpoints} + "/" + at(ask(201, "POST", all_endpoints, form), "/id"); }

 private:
  Browser browser_;
  test::HttpFields bearer_;
};

Uuid id_of(const std::string& path) { return Uuid::parse(path.substr(path.rfind('/') + 1)).value(); }

void spread(ServerBench& bench) {
  bench.write<bool>([&](Tx& tx) -> Result<bool> {
    if (const Status spread = spread_events(tx, bench.clock().now()); spread.has_error()) return spread.error();
    return true;
  });
}

std::vector<Outgoing> due(ServerBench& bench, const InFlight& in_flight = {}) {
  return bench
      .write<DeliveryPlan>([&](Tx& tx) { return plan_deliveries(tx, bench.context(), in_flight, bench.clock().now()); })
      .outgoing;
}

Recorded record(ServerBench& bench, const Outgoing& outgoing, AttemptOutcome outcome, int status) {
  const Tried tried{outgoing.endpoint,
                    outgoing.delivery.event_id,
                    {bench.clock().now(), outcome, status, milliseconds{3}, "status"},
                    std::nullopt};
  return bench.write<Recorded>(
      [&](Tx& tx) { return record_attempt(tx, bench.context(), tried, standard_schedule(), bench.clock().now()); });
}

}  // namespace

TEST_CASE("an endpoint is added, changed, switched, and removed") {
  ServerBench bench;
  Machine machine{bench};
  const boost::json::value added = machine.ask(201, "POST", all_endpoints, form);
  CHECK(at(added, "/state") == "enabled");
  const std::string path = std::string{all_endpoints} + "/" + at(added, "/id");
  const boost::json::value found = machine.ask(200, "GET", path);
  CHECK_FALSE(found.as_object().contains("secret"));
  CHECK(at(machine.ask(200, "PUT", path, R"({"url":"https://b.example/","event_types":["approval.revoked"]})"),
           "/event_types/0") == "approval.revoked");
  CHECK(at(machine.ask(200, "POST", path + "/disable"), "/disabled_reason") == "by-hand");
  CHECK(at(machine.ask(409, "POST", path + "/test"), "/code") == "endpoint-disabled");
  CHECK(at(machine.ask(200, "POST", path + "/enable", "{}"), "/state") == "enabled");
  const boost::json::value rotated = machine.ask(200, "POST", path + "/rotate-secret");
  CHECK(at(rotated, "/secret") != at(added, "/secret"));
  CHECK(at(rotated, "/previous_secret_until") == "2026-11-23T03:00:00Z");
  machine.ask(204, "DELETE", path);
  machine.ask(404, "GET", path);
  CHECK(machine.ask(200, "GET", all_endpoints).at("endpoints").as_array().empty());
  CHECK(bench.write<int>([](Tx& tx) -> Result<int> {
    int webhook_acts = 0;
    tx.audit().each(0, [&](const AuditEntry& entry) {
      webhook_acts += entry.act.starts_with("webhook-") && entry.actor.starts_with("machine:") ? 1 : 0;
      return true;
    });
    return webhook_acts;
  }) == 6);
}

TEST_CASE("an endpoint is changed only by who has seen it as it is") {
  ServerBench bench;
  Browser program{bench};
  const test::HttpFields bearer{{"Authorization", "Bearer " + bench.add_token({Scope::webhooks_write})}};
  const auto ask = [&](const std::string& method, const std::string& target, const std::string& body = {},
                       const std::string& if_match = {}) {
    test::HttpFields fields = bearer;
    if (!if_match.empty()) fields.emplace_back("If-Match", if_match);
    return program.ask(method, target, body, fields);
  };
  const auto code = [](const test::HttpReply& reply) { return at(boost::json::parse(reply.body), "/code"); };
  const test::HttpReply added = ask("POST", all_endpoints, form);
  const std::string path = std::string{all_endpoints} + "/" + at(boost::json::parse(added.body), "/id");
  const auto tag = [&] { return ask("GET", path).field("etag"); };
  const std::string first = tag();
  CHECK(added.field("etag") == first);
  const std::string other = R"({"url":"https://b.example/hooks","description":"second"})";
  struct Change {
    const char* method;
    std::string target;
    std::string body;
  };
  const std::vector<Change> changes{{"PUT", path, other},
                                    {"DELETE", path, ""},
                                    {"POST", path + "/rotate-secret", "{}"},
                                    {"POST", path + "/disable", "{}"}};

  SECTION("without a tag, or with another, nothing is changed") {
    const std::vector<std::string> wrong{"\"" + std::string(32, '0') + "\"",
                                         "W/" + first,
                                         "\"*\"",
                                         "\"",
                                         ",",
                                         first.substr(1, 32),
                                         "\"a\", W/" + first,
                                         "**",
                                         "\"\""};
    for (const Change& change : changes) {
      CAPTURE(change.method, change.target);
      const test::HttpReply without = ask(change.method, change.target, change.body);
      CHECK(without.status == 428);
      CHECK(code(without) == "precondition-required");
      for (const std::string& field : wrong) {
        CAPTURE(field);
        const test::HttpReply refused = ask(change.method, change.target, change.body, field);
        CHECK(refused.status == 412);
        CHECK(code(refused) == "precondition-failed");
      }
    }
    CHECK(tag() == first);
    CHECK(ask("PUT", std::string{all_endpoints} + "/" + Uuid{}.text(), other).status == 404);
  }
  SECTION("the tag that was shown fits once") {
    for (const Change& change : changes) {
      if (std::string{change.method} == "DELETE") continue;
      CAPTURE(change.target);
      const std::string before = tag();
      const test::HttpReply changed = ask(change.method, change.target, change.body, "\"a\", " + before);
      CHECK(changed.status == 200);
      CHECK(changed.field("etag") == tag());
      CHECK(changed.field("etag") != before);
      CHECK(ask("DELETE", path, "", before).status == 412);
    }
    CHECK(ask("POST", path + "/enable", "", first).status == 412);
    CHECK(ask("POST", path + "/enable", "", "*").status == 200);
    CHECK(ask("DELETE", path, "", tag()).status == 204);
  }
  SECTION("a repeat is answered like the first, and a doubled rotation spares the secret in use") {
    for (const Change& change : {changes[0], changes[3]}) {
      const std::string before = tag();
      const test::HttpReply changed = ask(change.method, change.target, change.body, before);
      const test::HttpReply again = ask(change.method, change.target, change.body, before);
      CHECK(again.status == 200);
      CHECK(again.body == changed.body);
      CHECK(again.field("etag") == changed.field("etag"));
      CHECK(ask(change.method, change.target, change.body).status == 428);
    }
    const std::string before = tag();
    CHECK(ask("POST", path + "/rotate-secret", "", before).status == 200);
    CHECK(ask("POST", path + "/rotate-secret", "", before).status == 412);
  }
  SECTION("deliveries that fail leave the tag, a receiver that is gone does not") {
    Sitting{bench, 1}.sit(10);
    spread(bench);
    const std::vector<Outgoing> outgoing = due(bench);
    REQUIRE(outgoing.size() == 1);
    record(bench, outgoing[0], AttemptOutcome::timed_out, 0);
    CHECK(tag() == first);
    test::HttpFields fields = bearer;
    fields.emplace_back("If-None-Match", first);
    CHECK(program.ask("GET", path, "", fields).status == 304);
    record(bench, outgoing[0], AttemptOutcome::gone, 410);
    CHECK(tag() != first);
    CHECK(program.ask("GET", path, "", fields).status == 200);
  }
}

TEST_CASE("what is wrong with a request about webhooks is named") {
  ServerBench bench;
  Machine machine{bench};
  const std::string path = machine.add();
  const auto refused = [&](int status, const std::string& method, const std::string& target, const std::string& body) {
    const boost::json::value reply = machine.ask(status, method, target, body);
    if (!reply.as_object().contains("errors")) return at(reply, "/code");
    return at(reply, "/errors/0/pointer") + " " + at(reply, "/errors/0/code");
  };
  const auto url = [&](const std::string& text) {
    return refused(422, "POST", all_endpoints, R"({"url":")" + text + R"("})");
  };
  CHECK(url("https://10.0.0.1/") == "/url address-refused");
  CHECK(url("http://receiver.example/") == "/url scheme");
  CHECK(url("https://a:b@receiver.example/") == "/url user-info");
  CHECK(url("https://a.example/" + std::string(500, 'a')) == "/url too-long");
  CHECK(refused(422, "POST", all_endpoints, "{}") == "/url required");
  CHECK(refused(422, "PUT", path, R"({"url":"https://a.example/","event_types":["approval.lost"]})") ==
        "/event_types/0 unknown-value");
  CHECK(refused(422, "POST", path + "/replay", "{}") == "/since required");
  CHECK(refused(422, "POST", path + "/replay", R"({"since":"yesterday"})") == "/since characters");
  CHECK(refused(422, "POST", path + "/replay", R"({"since":"2026-11-22T03:00:00Z","eventIds":[]})") ==
        "/since unknown-member");
  CHECK(refused(422, "POST", path + "/replay", R"({"eventIds":["evt_0"]})") == "/eventIds/0 unknown-value");
  CHECK(refused(404, "POST", path + "/deliveries/evt_0/redeliver", "") == "delivery-unknown");
  CHECK(refused(404, "GET", path + "/deliveries/evt_0", "") == "delivery-unknown");
  CHECK(refused(404, "GET", std::string{all_endpoints} + "/nothing", "") == "endpoint-unknown");
  CHECK(refused(400, "GET", path + "/deliveries?state=lost", "") == "parameter-invalid");
  CHECK(refused(410, "GET", path + "/deliveries?cursor=evt_0", "") == "cursor-unknown");
  for (std::size_t i = 1; i < most_endpoints; ++i) machine.add();
  CHECK(refused(409, "POST", all_endpoints, form) == "endpoints-full");
}

TEST_CASE("the next passes of a pass go out beside it, and ten failures make a dead letter") {
  ServerBench bench;
  Machine machine{bench};
  const std::string path = machine.add();
  Sitting{bench, 1}.sit(10);
  Sitting{bench, 2}.sit(10);
  CHECK(due(bench).empty());
  spread(bench);
  spread(bench);  // nothing is doubled
  std::vector<Outgoing> outgoing = due(bench);
  REQUIRE(outgoing.size() == 2);
  CHECK(due(bench, {{id_of(path), {outgoing[0].delivery.subject}}}).size() == 1);
  CHECK_FALSE(record(bench, outgoing[1], AttemptOutcome::delivered, 204).dead);
  for (int tries = 1; tries <= 10; ++tries) {
    outgoing = due(bench);
    REQUIRE(outgoing.size() == 1);
    CHECK(record(bench, outgoing[0], AttemptOutcome::refused, 500).dead == (tries == 10));
    CHECK(due(bench).empty());
    bench.clock().advance(std::chrono::hours{29});
    if (tries == 5) {  // 116 hours: an event in between goes well, and the five days begin anew
      const std::string event = at(machine.ask(202, "POST", path + "/test"), "/event_id");
      for (const Outgoing& other : due(bench)) {
        if (other.delivery.event_id == event) record(bench, other, AttemptOutcome::delivered, 200);
      }
    }
  }
  const boost::json::value dead = machine.ask(200, "GET", path + "/deliveries?state=dead");
  REQUIRE(dead.at("deliveries").as_array().size() == 1);
  CHECK(at(machine.ask(200, "GET", all_endpoints), "/endpoints/0/dead_letters") == "1");
  CHECK(at(machine.ask(200, "GET", path), "/pending") == "0");
  bench.add_staff("au", Role::auditor, "a long password 1");
  Browser auditor{bench};
  auditor.ask_for(200, "POST", "/api/v1/staff/sign-ins", R"({"name":"au","password":"a long password 1"})");
  const std::string subject = at(dead, "/deliveries/0/subject");
  const boost::json::value of_approval = auditor.ask_for(200, "GET", "/api/v1/" + subject + "/deliveries");
  REQUIRE(of_approval.at("deliveries").as_array().size() == 1);
  CHECK(at(of_approval, "/deliveries/0/state") == "dead");
  CHECK(at(of_approval, "/deliveries/0/endpoint") == id_of(path).text());
  CHECK(at(of_approval, "/deliveries/0/receiver") == "https://receiver.example");
  const std::string delivery = path + "/deliveries/" + at(dead, "/deliveries/0/event_id");
  CHECK(machine.ask(200, "GET", delivery).at("log").as_array().size() == 10);
  const boost::json::value first = machine.ask(200, "GET", path + "/deliveries?limit=2");
  CHECK(first.at("deliveries").as_array().size() == 2);
  const boost::json::value rest =
      machine.ask(200, "GET", path + "/deliveries?limit=2&cursor=" + at(first, "/next_cursor"));
  CHECK(rest.at("deliveries").as_array().size() == 1);
  CHECK_FALSE(rest.as_object().contains("next_cursor"));
  machine.ask(202, "POST", delivery + "/redeliver");
  CHECK(due(bench).size() == 1);
  CHECK(at(machine.ask(202, "POST", path + "/replay", R"({"since":"2026-11-22T03:00:00Z"})"), "/events") == "2");
  spread(bench);
  CHECK(due(bench).size() == 2);
}

TEST_CASE("an endpoint that is gone, or fails for five days, is disabled and misses nothing") {
  ServerBench bench;
  Machine machine{bench};
  const std::string path = machine.add();
  Sitting{bench, 1}.sit(10);
  spread(bench);
  const std::vector<Outgoing> outgoing = due(bench);
  REQUIRE(outgoing.size() == 1);
  SECTION("gone") { CHECK(record(bench, outgoing[0], AttemptOutcome::gone, 410).disabled == DisableReason::gone); }
  SECTION("five days") {
    CHECK_FALSE(record(bench, outgoing[0], AttemptOutcome::timed_out, 0).disabled);
    for (int day = 1; day < 5; ++day) {
      bench.clock().advance(std::chrono::hours{24});
      CHECK_FALSE(record(bench, outgoing[0], AttemptOutcome::timed_out, 0).disabled);
    }
    bench.clock().advance(std::chrono::hours{24} - milliseconds{1});
    CHECK_FALSE(record(bench, outgoing[0], AttemptOutcome::timed_out, 0).disabled);
    bench.clock().advance(milliseconds{1});
    CHECK(record(bench, outgoing[0], AttemptOutcome::timed_out, 0).disabled == DisableReason::failing);
  }
  bench.clock().advance(std::chrono::hours{30});
  Sitting{bench, 2}.sit(10);
  spread(bench);
  CHECK(due(bench).empty());
  machine.ask(200, "POST", path + "/enable");
  spread(bench);
  CHECK(due(bench).size() == 2);
}

TEST_CASE("an old failure counts neither after a quiet time nor against another receiver") {
  ServerBench bench;
  Machine machine{bench};
  const std::string path = machine.add();
  Sitting{bench, 1}.sit(10);
  spread(bench);
  const std::vector<Outgoing> outgoing = due(bench);
  REQUIRE(outgoing.size() == 1);
  CHECK_FALSE(record(bench, outgoing[0], AttemptOutcome::timed_out, 0).disabled);
  const auto failing_since = [&] { return at(machine.ask(200, "GET", path), "/failing_since"); };
  const std::string first = failing_since();
  SECTION("quiet") {
    bench.clock().advance(longest_failing);
    CHECK_FALSE(record(bench, outgoing[0], AttemptOutcome::timed_out, 0).disabled);
    CHECK(failing_since() != first);
  }
  SECTION("another URL") {
    machine.ask(200, "PUT", path, R"({"url":"https://other.example/hook","description":"","event_types":[]})");
    CHECK(failing_since() == "(absent)");
  }
}

TEST_CASE("a page of another origin gets nowhere with the cookie of staff, whatever it puts into Authorization") {
  ServerBench bench;
  bench.add_staff("chen", Role::hq, "a long password 1");
  Browser chen{bench};
  chen.ask_for(200, "POST", "/api/v1/staff/sign-ins", R"({"name":"chen","password":"a long password 1"})");
  chen.client().set_origin("https://elsewhere.example");
  CHECK(at(chen.ask_for(403, "POST", all_endpoints, form), "/code") == "origin-refused");
  for (const char* field : {"Basic Y2hlbjp4", "Bearer ", "Bearer x", "Bearer kk_aaaaaaaa_b"}) {
    const int status = chen.ask("POST", all_endpoints, form, {{"Authorization", field}}).status;
    CHECK((status == 401 || status == 403));
  }
  chen.client().set_origin(bench.base_url());
  CHECK(chen.ask_for(200, "GET", all_endpoints).at("endpoints").as_array().empty());
}
