// Goal: staff suspend, reinstate and revoke with a reason, a second person and no lost update, and the public list
// shows it.

#include <thread>

#include "http/scenarios/desk.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

/// Waits for the list to be signed anew: at most as long as is promised, and then some for a slow machine.
bool list_changes_from(Browser& browser, const std::string& target, const std::string& body) {
  for (int i = 0; i < 200; ++i) {
    if (browser.ask("GET", target).body != body) return true;
    std::this_thread::sleep_for(milliseconds{50});
  }
  return false;
}

}  // namespace

TEST_CASE("suspended, reinstated, revoked by two, and then refused for ever") {
  ServerBench bench;
  Desk desk{bench, at(Sitting{bench, 1}.sit(10), "/approval/id")};
  Browser chen = sign_in(bench, "chen", Role::hq);
  Browser li = sign_in(bench, "li", Role::hq);
  const std::string list = chen.ask("GET", "/status/revocation/1").body;

  const test::HttpReply suspended = desk.act(chen, "/suspend", "R2");
  CHECK(suspended.status == 200);
  CHECK(at(boost::json::parse(suspended.body), "/state") == "suspended");
  CHECK(at(boost::json::parse(suspended.body), "/reason") == "R2");
  CHECK(suspended.field("etag") == desk.tag(chen));
  CHECK(desk.code(chen, "/suspend", "R2", 409) == "approval-state");
  CHECK(desk.act(li, "/reinstate", "administrative").status == 200);
  CHECK(desk.code(li, "/reinstate", "administrative", 409) == "approval-state");

  const test::HttpReply asked = desk.act(chen, "/revoke", "R3");
  CHECK(asked.status == 202);
  CHECK(at(boost::json::parse(asked.body), "/state") == "active");
  CHECK(at(boost::json::parse(asked.body), "/revocation_requested/reason") == "R3");
  CHECK(desk.code(chen, "/revoke", "R3", 409) == "second-person-needed");
  CHECK(desk.code(li, "/revoke", "R1", 409) == "reason-differs");
  const test::HttpReply revoked = desk.act(li, "/revoke", "R3");
  CHECK(revoked.status == 200);
  CHECK(at(boost::json::parse(revoked.body), "/state") == "revoked");
  for (const char* step : {"/suspend", "/reinstate", "/revoke"})
    CHECK(desk.code(li, step, "R3", 409) == "approval-state");

  CHECK(list_changes_from(chen, "/status/revocation/1", list));
  CHECK(desk.events() == std::vector<std::string>{"issued active 1 (absent)", "suspended suspended 2 R2",
                                                  "reinstated active 3 administrative", "revoked revoked 5 R3"});
  const auto history = chen.ask_for(200, "GET", desk.path("/history"));
  CHECK(history.at("history").as_array().size() == 5);
  CHECK(at(history, "/history/0/change") == "issued");
  CHECK(at(history, "/history/3/change") == "revocation-requested");
  CHECK(at(history, "/history/3/staff_name") == "chen");
  CHECK(at(history, "/history/4/staff_name") == "li");
}

TEST_CASE("acts that are not as they must be change nothing") {
  ServerBench bench;
  Desk desk{bench, at(Sitting{bench, 1}.sit(10), "/approval/id")};
  Browser chen = sign_in(bench, "chen", Role::hq);
  const std::string tag = desk.tag(chen);
  const test::HttpFields both{{"If-Match", tag}, {"Idempotency-Key", "\"k\""}};
  const std::string target = desk.path("/suspend");
  const std::string good = reason_body("R1");
  play(chen,
       {
           {"without a reason", "POST", target, "{}", 422, {"/reason", "required"}, {}, both},
           {"a reason outside the list", "POST", target, reason_body("because"), 422, {"unknown-value"}, {}, both},
           {"the server's own reason", "POST", target, reason_body("rules-changed"), 422, {"unknown-value"}, {}, both},
           {"free text beside it", "POST", target, R"({"reason":"R1","text":"x"})", 422, {"unknown-member"}, {}, both},
           {"without If-Match",
            "POST",
            target,
            good,
            428,
            {"precondition-required"},
            {},
            {{"Idempotency-Key", "\"k\""}}},
           {"a stale ETag",
            "POST",
            target,
            good,
            412,
            {"precondition-failed"},
            {},
            {{"If-Match", "\"0-active\""}, {"Idempotency-Key", "\"k\""}}},
           {"a weak ETag", "POST", target, good, 412, {}, {}, {{"If-Match", "W/" + tag}, {"Idempotency-Key", "\"k\""}}},
           {"without a key", "POST", target, good, 400, {"request-refused"}, {}, {{"If-Match", tag}}},
           {"a bare key",
            "POST",
            target,
            good,
            400,
            {"request-refused"},
            {},
            {{"If-Match", tag}, {"Idempotency-Key", "k"}}},
           {"an empty key", "POST", target, good, 400, {}, {}, {{"If-Match", tag}, {"Idempotency-Key", "\"\""}}},
           {"a key of 129",
            "POST",
            target,
            good,
            400,
            {},
            {},
            {{"If-Match", tag}, {"Idempotency-Key", "\"" + std::string(129, 'k') + "\""}}},
           {"an unknown approval",
            "POST",
            "/api/v1/approvals/" + Uuid{}.text() + "/revoke",
            good,
            404,
            {"approval-unknown"},
            {},
            both},
           {"no id at all", "POST", "/api/v1/approvals/x/revoke", good, 404, {"approval-unknown"}, {}, both},
       });
  CHECK(desk.tag(chen) == tag);
  Browser auditor = sign_in(bench, "au", Role::auditor);
  CHECK(auditor.ask("POST", target, good, both).status == 403);
  CHECK(auditor.ask("GET", desk.path("/history")).status == 200);
  CHECK(desk.events().size() == 1);
}

TEST_CASE("the same key is answered alike, and takes nothing else") {
  ServerBench bench;
  Desk desk{bench, at(Sitting{bench, 1}.sit(10), "/approval/id")};
  Browser chen = sign_in(bench, "chen", Role::hq);
  const std::string tag = desk.tag(chen);
  const test::HttpFields fields{{"If-Match", tag}, {"Idempotency-Key", R"("a \"key\" of mine")"}};
  const test::HttpReply first = chen.ask("POST", desk.path("/suspend"), reason_body("R1"), fields);
  CHECK(first.status == 200);
  const test::HttpReply again = chen.ask("POST", desk.path("/suspend"), reason_body("R1"), fields);
  CHECK(again.status == 200);
  CHECK(again.body == first.body);
  CHECK(again.field("etag") == first.field("etag"));
  CHECK(chen.ask("POST", desk.path("/suspend"), reason_body("R2"), fields).status == 422);
  CHECK(chen.ask("POST", desk.path("/reinstate"), reason_body("R1"), fields).status == 422);
  Browser li = sign_in(bench, "li", Role::hq);
  CHECK(li.ask("POST", desk.path("/suspend"), reason_body("R1"), fields).status == 412);  // the key of somebody else
  CHECK(desk.events().size() == 2);
}

TEST_CASE("approvals are found by number, id, region and state, page by page") {
  ServerBench bench;
  std::vector<std::string> ids;
  std::vector<std::string> numbers;
  for (int person = 1; person <= 3; ++person) {
    const auto result = Sitting{bench, person}.sit(10);
    ids.push_back(at(result, "/approval/id"));
    numbers.push_back(at(result, "/approval/number"));
  }
  Browser chen = sign_in(bench, "chen", Role::hq);
  CHECK(Desk(bench, ids[1]).act(chen, "/suspend", "R1").status == 200);
  const std::string target = "/api/v1/approvals";
  const auto found = [&](const std::string& query) {
    std::string text;
    const boost::json::value reply = chen.ask_for(200, "GET", target + query);
    for (const boost::json::value& approval : reply.at("approvals").as_array()) {
      for (std::size_t i = 0; i < ids.size(); ++i) {
        if (at(approval, "/id") == ids[i]) text += std::to_string(i + 1);
      }
    }
    return text;
  };
  CHECK(found("") == "321");
  CHECK(found("?state=suspended") == "2");
  CHECK(found("?state=active&region=CN") == "31");
  CHECK(found("?region=IN").empty());
  CHECK(found("?q=" + ids[0]) == "1");
  CHECK(found("?q=" + ids[0] + "&state=revoked").empty());
  CHECK(found("?q=" + numbers[2]) == "3");
  CHECK(found("?q=kp-cn-gd") == "321");
  CHECK(found("?q=%25").empty());
  const test::HttpReply page = chen.ask("GET", target + "?limit=2&region=CN");
  const std::string link = page.field("link");
  const std::string next = link.substr(1, link.find('>') - 1).substr(bench.base_url().size());
  CHECK(found(next.substr(target.size())) == "1");
  CHECK(chen.ask("GET", next).field("link").empty());
  CHECK(chen.ask("GET", target + "?cursor=" + Uuid{}.text()).status == 410);
  CHECK(chen.ask("GET", target + "?cursor=x").status == 410);
  CHECK(chen.ask("GET", target + "?state=lost").status == 400);
  CHECK(chen.ask("GET", target + "?limit=0").status == 400);
  CHECK(chen.ask("GET", target + "?region=XX").status == 404);
}

TEST_CASE("approvals are found and counted by what they wait for") {
  ServerBench bench;
  std::vector<std::string> ids;
  for (int person = 1; person <= 3; ++person) ids.push_back(at(Sitting{bench, person}.sit(10), "/approval/id"));
  Browser chen = sign_in(bench, "chen", Role::hq);
  Browser auditor = sign_in(bench, "au", Role::auditor);
  const auto found = [&](const std::string& query) {
    std::string text;
    const boost::json::value reply = auditor.ask_for(200, "GET", "/api/v1/approvals?" + query);
    for (const boost::json::value& approval : reply.at("approvals").as_array()) {
      text += std::to_string(1 + std::find(ids.begin(), ids.end(), at(approval, "/id")) - ids.begin());
    }
    return text;
  };
  const auto needs = [&] { return boost::json::serialize(auditor.ask_for(200, "GET", "/api/v1/approval-needs")); };
  CHECK(needs() == R"({"onboarding":0,"second_person":0,"renewal":0,"recertification":0})");
  bench.clock().advance(seconds{86401});
  Browser onboarding{bench};
  onboarding.ask_for(201, "PUT", "/api/v1/approvals/" + ids[0] + "/onboarding",
                     R"({"state":"onboarded","externalId":"P-7"})",
                     {{"Authorization", "Bearer " + bench.add_token({Scope::approvals_onboard})}});
  chen.ask_for(200, "POST", "/api/v1/staff/sign-ins", R"({"name":"chen","password":"a long password 1"})");
  auditor.ask_for(200, "POST", "/api/v1/staff/sign-ins", R"({"name":"au","password":"a long password 1"})");
  CHECK(Desk(bench, ids[2]).act(chen, "/revoke", "R3").status == 202);
  CHECK(needs() == R"({"onboarding":2,"second_person":1,"renewal":0,"recertification":0})");
  CHECK(found("need=onboarding") == "32");
  CHECK(found("need=second-person") == "3");
  CHECK(found("need=renewal&days=60").empty());
  CHECK(found("need=renewal&days=366") == "123");
  CHECK(found("need=recertification").empty());
  CHECK(at(auditor.ask_for(200, "GET", "/api/v1/approvals/" + ids[0] + "/history"), "/onboarding/externalId") == "P-7");
  const auto page = auditor.ask_for(200, "GET", "/api/v1/approvals?need=renewal&days=366&limit=2");
  CHECK(at(page, "/next_cursor") == ids[1]);
  CHECK(found("need=renewal&days=366&limit=2&cursor=" + ids[1]) == "3");
  for (const char* wrong : {"need=sleep", "need=renewal&days=0", "need=renewal&days=367"}) {
    CHECK(auditor.ask("GET", std::string{"/api/v1/approvals?"} + wrong).status == 400);
  }
  const auto me = auditor.ask_for(200, "GET", "/api/v1/staff/me");
  CHECK(boost::json::serialize(me.at("may")) == R"(["read-reports","read-approvals"])");
}
