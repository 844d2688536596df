// Goal: the feed gives every event once, in order, and wakes at once; tokens open what their scope says.

#include <thread>

#include "crypto/sha256.hpp"
#include "http/scenarios/sitting.hpp"
#include "service/approval_life.hpp"
#include "service/audit.hpp"
#include "service/feed.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

test::HttpFields bearer(const std::string& token) { return {{"Authorization", "Bearer " + token}}; }

std::vector<std::string> ids_of(const test::HttpReply& page) {
  std::vector<std::string> ids;
  const boost::json::value batch = boost::json::parse(page.body);
  for (const boost::json::value& event : batch.as_array()) ids.push_back(at(event, "/id"));
  return ids;
}

std::string next_target(const ServerBench& bench, const test::HttpReply& page) {
  const std::string link = page.field("link");
  const std::string url = link.substr(1, link.find('>') - 1);
  REQUIRE(url.starts_with(bench.base_url()));
  return url.substr(bench.base_url().size());
}

std::string link_cursor(const test::HttpReply& page) {
  const std::string link = page.field("link");
  const std::string name = "lastEventId=";
  const std::size_t at = link.find(name) + name.size();
  return link.substr(at, link.find('>') - at);
}

/// Events of this type about an approval, as if they had been committed; their bodies say no more than the id. Answers
/// the id of the last.
std::string make_up_events(ServerBench& bench, const std::string& type, const std::string& approval, int count) {
  return bench.write<std::string>([&](Tx& tx) -> Result<std::string> {
    OutboxEvent event{0, {}, "com.example.kiosk." + type + ".v1", "approvals/" + approval, {}, bench.clock().now()};
    for (int i = 0; i < count; ++i) {
      event.sequence = tx.outbox().next_sequence();
      event.id = "evt_" + std::to_string(event.sequence);
      event.body = R"({"id":")" + event.id + "\"}";
      tx.outbox().add(event);
    }
    return event.id;
  });
}

}  // namespace

TEST_CASE("a filter changes neither order nor cursor of the feed") {
  ServerBench bench;
  Sitting{bench, 1}.sit(10);
  const std::string beijing = at(Sitting{bench, 2, "CN-BJ"}.sit(10), "/approval/id");
  Sitting{bench, 3}.sit(10);
  make_up_events(bench, "approval.expired", beijing, 1);
  const std::string token = bench.add_token({Scope::events_read});
  test::HttpClient machine{bench.port()};
  const auto ask = [&](const std::string& query) {
    return machine.ask("GET", "/api/v1/events?" + query, "", bearer(token));
  };
  using Ids = std::vector<std::string>;
  const auto filtered = [&](const std::string& query) { return ids_of(ask(query)); };
  const auto refused = [&](int status, const std::string& query) {
    return at(Browser{bench}.ask_for(status, "GET", "/api/v1/events?" + query, "", bearer(token)), "/detail");
  };

  ask("region=CN&lastEventId=" + filtered("type=approval.issued").back());
  CHECK(bench.server().feed_confirmed() == 0);
  const Ids all = filtered("");
  REQUIRE(all.size() == 4);
  ask("lastEventId=" + all[1]);
  CHECK(bench.server().feed_confirmed() == 2);

  CHECK(filtered("type=approval.issued") == Ids{all[0], all[1], all[2]});
  CHECK(filtered("type=approval.expired") == Ids{all[3]});
  CHECK(filtered("type=approval.revoked").empty());
  CHECK(filtered("type=approval.issued,approval.expired") == all);
  CHECK(filtered("type=approval.issued&type=approval.expired,approval.issued") == all);
  CHECK(filtered("region=CN") == all);
  CHECK(filtered("region=CN-GD") == Ids{all[0], all[2]});
  CHECK(filtered("region=CN-BJ") == Ids{all[1], all[3]});
  CHECK(filtered("region=IN").empty());
  CHECK(filtered("region=CN-BJ&type=approval.issued") == Ids{all[1]});
  CHECK(filtered("region=CN-BJ&lastEventId=" + all[0]) == Ids{all[1], all[3]});  // a cursor that the filter leaves out

  const test::HttpReply first = ask("region=CN-GD&type=approval.issued&limit=1");
  CHECK(ids_of(first) == Ids{all[0]});
  CHECK(link_cursor(first) == all[0]);
  const test::HttpReply second = machine.ask("GET", next_target(bench, first), "", bearer(token));
  CHECK(ids_of(second) == Ids{all[2]});
  const test::HttpReply third = machine.ask("GET", next_target(bench, second), "", bearer(token));
  CHECK(third.body == "[]");
  CHECK(link_cursor(third) == all[3]);
  const test::HttpReply end = machine.ask("GET", next_target(bench, third), "", bearer(token));
  CHECK(end.body == "[]");
  CHECK(end.field("link") == third.field("link"));

  for (const char* wrong : {"type=x", "type=", "type=,", "type=approval.issued,x", "type=endpoint.test",
                            "type=com.example.kiosk.approval.issued.v1", "type=approval.issued&type=x"}) {
    CAPTURE(wrong);
    CHECK_THAT(refused(400, wrong), Catch::StartsWith("type: one or more of approval.issued, "));
  }
  CHECK(refused(400, "region=CN&region=IN") == "region: may stand once");
  CHECK(ask("region=XX").status == 404);
}

TEST_CASE("a filtered reader goes over a long stretch in steps, and is woken by what it wants alone") {
  ServerBench bench;
  const std::string token = bench.add_token({Scope::events_read});
  test::HttpClient machine{bench.port()};
  make_up_events(bench, "approval.expired", Uuid{}.text(), 2 * most_looked_at + 1);
  const std::string wanted = make_up_events(bench, "approval.revoked", Uuid{}.text(), 1);
  std::string target = "/api/v1/events?type=approval.revoked&timeout=30000";  // it does not wait in between
  std::vector<std::string> cursors;
  std::vector<std::string> ids;
  for (int page_count = 0; page_count < 3; ++page_count) {
    const test::HttpReply page = machine.ask("GET", target, "", bearer(token));
    for (const std::string& id : ids_of(page)) ids.push_back(id);
    cursors.push_back(link_cursor(page));
    target = next_target(bench, page);
  }
  CHECK(cursors == std::vector<std::string>{"evt_1000", "evt_2000", wanted});
  CHECK(ids == std::vector<std::string>{wanted});
  CHECK(machine.ask("GET", "/api/v1/events?region=CN&limit=1", "", bearer(token)).body == "[]");  // of no approval

  test::HttpReply polled;
  std::thread reader{[&] {
    test::HttpClient client{bench.port()};
    polled = client.ask("GET", target + "&timeout=20000", "", bearer(token));
  }};
  std::this_thread::sleep_for(milliseconds{200});
  make_up_events(bench, "approval.expired", Uuid{}.text(), 1);
  bench.server().events_committed();
  std::this_thread::sleep_for(milliseconds{200});
  const std::string awaited = make_up_events(bench, "approval.revoked", Uuid{}.text(), 1);
  bench.server().events_committed();
  reader.join();
  CHECK(ids_of(polled) == std::vector<std::string>{awaited});
}

TEST_CASE("the feed is read page by page") {
  ServerBench bench;
  const std::string token = bench.add_token({Scope::events_read});
  Browser machine{bench};
  const test::HttpReply empty = machine.ask("GET", "/api/v1/events", "", bearer(token));
  CHECK(empty.body == "[]");
  CHECK(empty.field("x-feed-head") == "00000000000000000000");

  for (int i = 0; i < 5; ++i) Sitting{bench, i}.sit(10);
  Sitting{bench, 5}.sit(0);
  std::string target = "/api/v1/events?limit=2";
  std::vector<std::string> ids;
  std::vector<std::size_t> sizes;
  for (int i = 0; i < 4; ++i) {
    const test::HttpReply page = machine.ask("GET", target, "", bearer(token));
    CHECK(page.field("content-type") == "application/cloudevents-batch+json");
    CHECK(page.field("x-feed-head") == "00000000000000000005");
    for (const std::string& id : ids_of(page)) ids.push_back(id);
    sizes.push_back(ids.size());
    target = next_target(bench, page);
  }
  CHECK(sizes == std::vector<std::size_t>{2, 4, 5, 5});
  const test::HttpReply all = machine.ask("GET", "/api/v1/events", "", bearer(token));
  CHECK(ids_of(all) == ids);
  const boost::json::value events = boost::json::parse(all.body);
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(at(events, "/" + std::to_string(i) + "/sequence") == "0000000000000000000" + std::to_string(i + 1));
  }
  CHECK(all.body.find("Li Wei") == std::string::npos);
  CHECK(all.body.find("1381000000") == std::string::npos);
}

TEST_CASE("bad feed requests") {
  ServerBench bench;
  const std::string token = bench.add_token({Scope::events_read});
  const std::string other_scope = bench.add_token({Scope::approvals_read});
  Browser machine{bench};
  for (const char* query :
       {"limit=0", "limit=1001", "limit=x", "limit=", "timeout=-1", "timeout=30001", "typ=x", "limit=1&limit=2"}) {
    CHECK(machine.ask("GET", std::string{"/api/v1/events?"} + query, "", bearer(token)).status == 400);
  }
  CHECK(at(machine.ask_for(410, "GET", "/api/v1/events?lastEventId=evt_canary", "", bearer(token)), "/code") ==
        "cursor-unknown");
  CHECK(machine.ask("GET", "/api/v1/events").status == 401);
  CHECK(machine.ask("GET", "/api/v1/events").field("www-authenticate") == "Bearer");
  CHECK(machine.ask("GET", "/api/v1/events", "", bearer(token + "x")).status == 401);
  CHECK(machine.ask("GET", "/api/v1/events", "", bearer("kk_aaaaaaaa_" + token.substr(12))).status == 401);
  CHECK(machine.ask("GET", "/api/v1/events", "", {{"Authorization", "Basic " + token}}).status == 401);
  CHECK(machine.ask("GET", "/api/v1/events", "", bearer(other_scope)).status == 403);
  CHECK(machine.ask("GET", "/api/v1/events?timeout=30000", "", bearer(other_scope)).status == 403);
  test::HttpFields page = bearer(token);
  page.emplace_back("Accept", "text/html");
  CHECK(machine.ask("GET", "/api/v1/events", "", page).status == 406);
}

TEST_CASE("a consumer proves by the digest that he has seen every event") {
  ServerBench bench;
  const std::string token = bench.add_token({Scope::events_read});
  Browser machine{bench};
  const auto digest = [&](const std::string& range) {
    return machine.ask_for(200, "GET", "/api/v1/events/digest?" + range, "", bearer(token));
  };
  CHECK(at(digest(""), "/count") == "0");
  for (int i = 0; i < 3; ++i) Sitting{bench, i}.sit(10);
  const std::vector<std::string> ids = ids_of(machine.ask("GET", "/api/v1/events", "", bearer(token)));
  const auto sha256 = [](const std::string& text) { return crypto::sha256(text).hex(); };

  const boost::json::value all = digest("");
  CHECK(at(all, "/count") == "3");
  CHECK(at(all, "/firstId") == ids[0]);
  CHECK(at(all, "/lastId") == ids[2]);
  CHECK(at(all, "/sha256") == sha256(ids[0] + "\n" + ids[1] + "\n" + ids[2]));
  CHECK(digest("from=1&to=3") == all);
  CHECK(at(digest("from=2&to=2"), "/sha256") == sha256(ids[1]));
  CHECK(at(digest("from=2"), "/count") == "2");
}

TEST_CASE("bad requests for a digest") {
  ServerBench bench;
  const std::string token = bench.add_token({Scope::events_read});
  Browser machine{bench};
  Sitting{bench, 1}.sit(10);
  for (const char* query : {"to=0", "from=x", "from=0&to=1", "from=1&to=x", "from=1&to=1&limit=1"}) {
    CHECK(machine.ask("GET", std::string{"/api/v1/events/digest?"} + query, "", bearer(token)).status == 400);
  }
  const auto detail = [&](const char* query) {
    return at(machine.ask_for(400, "GET", std::string{"/api/v1/events/digest?"} + query, "", bearer(token)), "/detail");
  };
  CHECK(detail("from=1&to=2") == "to: the newest event is 1");
  CHECK(detail("from=3&to=1") == "from: must not be greater than to");
  bench.write<bool>([](Tx& tx) -> Result<bool> {  // as if all events up to this one were there
    tx.outbox().add({longest_digest + 1, "evt_far", "type", "subject", "{}", Instant{}});
    return true;
  });
  for (const char* range : {"", "from=1", "from=1&to=100001"})
    CHECK(detail(range) == "to: at most 100000 events at once");
  CHECK(at(machine.ask_for(200, "GET", "/api/v1/events/digest?from=2", "", bearer(token)), "/lastId") == "evt_far");
  CHECK(machine.ask("GET", "/api/v1/events/digest?from=1&to=1").status == 401);
  const std::string other_scope = bench.add_token({Scope::approvals_read});
  CHECK(machine.ask("GET", "/api/v1/events/digest?from=1&to=1", "", bearer(other_scope)).status == 403);
}

TEST_CASE("a long poll is woken by the commit of an approval") {
  ServerBench bench;
  const std::string token = bench.add_token({Scope::events_read});
  Sitting sitting{bench, 1};
  sitting.prepare().start().answer_all(10);
  test::HttpReply polled;
  const auto start = std::chrono::steady_clock::now();
  std::thread machine{[&] {
    test::HttpClient client{bench.port()};
    polled = client.ask("GET", "/api/v1/events?timeout=20000", "", bearer(token));
  }};
  std::this_thread::sleep_for(milliseconds{300});
  sitting.submit();
  machine.join();
  CHECK(ids_of(polled).size() == 1);
  CHECK(std::chrono::steady_clock::now() - start < seconds{15});
}

TEST_CASE("a long poll is woken when the server closes an attempt by itself, and ends by its timeout") {
  ServerBench bench;
  const std::string token = bench.add_token({Scope::events_read});
  Sitting sitting{bench, 1};
  sitting.prepare().start().answer_all(10);
  test::HttpReply polled;
  std::thread machine{[&] {
    test::HttpClient client{bench.port()};
    polled = client.ask("GET", "/api/v1/events?timeout=20000", "", bearer(token));
  }};
  std::this_thread::sleep_for(milliseconds{300});
  bench.server().events_committed();  // nothing there yet: it goes on waiting
  bench.clock().advance(seconds{2415});
  bench.close_overdue();
  machine.join();
  REQUIRE(ids_of(polled).size() == 1);

  Browser browser{bench};
  const test::HttpReply nothing =
      browser.ask("GET", "/api/v1/events?timeout=200&lastEventId=" + ids_of(polled)[0], "", bearer(token));
  CHECK(nothing.body == "[]");
}

TEST_CASE("the live status of an approval") {
  ServerBench bench;
  const std::string token = bench.add_token({Scope::approvals_read, Scope::events_read});
  const std::string id = at(Sitting{bench, 1}.sit(10), "/approval/id");
  Browser machine{bench};
  const std::string target = "/api/v1/approvals/" + id;
  const test::HttpReply reply = machine.ask("GET", target, "", bearer(token));
  CHECK(at(boost::json::parse(reply.body), "/state") == "active");
  CHECK(at(boost::json::parse(reply.body), "/revision") == "1");
  test::HttpFields known = bearer(token);
  known.emplace_back("If-None-Match", reply.field("etag"));
  CHECK(machine.ask("GET", target, "", known).status == 304);
  CHECK(machine.ask("GET", target).status == 401);
  CHECK(machine.ask("GET", target, "", bearer(bench.add_token({Scope::events_read}))).status == 403);
  CHECK(machine.ask("GET", "/api/v1/approvals/" + Uuid{}.text(), "", bearer(token)).status == 404);

  bench.clock().advance(seconds{366 * 86400});
  CHECK(at(machine.ask_for(200, "GET", target, "", known), "/state") == "expired");
}

TEST_CASE("a revocation that one person has asked for stays among staff") {
  ServerBench bench;
  const std::string token = bench.add_token({Scope::approvals_read});
  const std::string target = "/api/v1/approvals/" + at(Sitting{bench, 1}.sit(10), "/approval/id");
  bench.add_staff("chen", Role::hq, "a long password 1");
  bench.add_staff("li", Role::hq, "a long password 1");
  Browser chen{bench};
  chen.ask_for(200, "POST", "/api/v1/staff/sign-ins", R"({"name":"chen","password":"a long password 1"})");
  Browser li{bench};
  li.ask_for(200, "POST", "/api/v1/staff/sign-ins", R"({"name":"li","password":"a long password 1"})");
  Browser machine{bench};
  const auto revoke = [&](Browser& staff, const std::string& tag) {
    return staff.ask("POST", target + "/revoke", R"({"reason":"R3"})",
                     {{"If-Match", tag}, {"Idempotency-Key", "\"revoke\""}});
  };
  CHECK(revoke(chen, chen.ask("GET", target).field("etag")).status == 202);

  const test::HttpReply for_staff = li.ask("GET", target);
  CHECK(at(boost::json::parse(for_staff.body), "/revocation_requested/reason") == "R3");
  const test::HttpReply for_machine = machine.ask("GET", target, "", bearer(token));
  CHECK(at(boost::json::parse(for_machine.body), "/state") == "active");
  CHECK_THAT(for_machine.body, !Catch::Contains("revocation") && !Catch::Contains("staff:") && !Catch::Contains("R3"));
  CHECK(for_machine.field("etag") == for_staff.field("etag"));

  CHECK(revoke(li, for_staff.field("etag")).status == 200);
  const boost::json::value revoked = machine.ask_for(200, "GET", target, "", bearer(token));
  CHECK(at(revoked, "/state") == "revoked");
  CHECK(at(revoked, "/reason") == "R3");
}

TEST_CASE("an approval that is over is not marked, and what was marked stays so") {
  ServerBench bench;
  const std::string token = bench.add_token({Scope::approvals_onboard});
  bench.add_staff("chen", Role::hq, "a long password 1");
  bench.add_staff("li", Role::hq, "a long password 1");
  Browser machine{bench};
  machine.client().set_origin("");
  const auto mark = [&](const std::string& approval, const std::string& external_id) {
    return machine.ask("PUT", "/api/v1/approvals/" + approval + "/onboarding",
                       R"({"state":"onboarded","externalId":")" + external_id + "\"}", bearer(token));
  };
  const auto change = [&](const std::string& approval, const std::vector<LifeCommand>& commands) {
    bench.write<bool>([&](Tx& tx) -> Result<bool> {
      for (const LifeCommand& command : commands) {
        const LifeDecision decision = change_approval(tx, bench.context(), *Uuid::parse(approval), command,
                                                      {std::string{server_actor}, {}}, bench.clock().now());
        CHECK(decision.verdict == LifeVerdict::accepted);
      }
      return true;
    });
  };
  const StaffId chen =
      bench.read<StaffId>([](const ReadTx& tx) { return tx.people().staff_account("chen")->member.row; });
  const StaffId li = bench.read<StaffId>([](const ReadTx& tx) { return tx.people().staff_account("li")->member.row; });
  const std::vector<LifeCommand> revocation{RevokeCommand{ReasonCode::r3, chen}, RevokeCommand{ReasonCode::r3, li}};

  const std::string marked = at(Sitting{bench, 1}.sit(10), "/approval/id");
  CHECK(mark(marked, "P-17").status == 201);
  change(marked, revocation);
  CHECK(mark(marked, "P-17").status == 200);
  CHECK(mark(marked, "P-18").status == 409);

  const std::string revoked = at(Sitting{bench, 2}.sit(10), "/approval/id");
  change(revoked, revocation);
  const std::string superseded = at(Sitting{bench, 3}.sit(10), "/approval/id");
  change(superseded, {SupersedeCommand{}});
  const std::string suspended = at(Sitting{bench, 4}.sit(10), "/approval/id");
  change(suspended, {SuspendCommand{ReasonCode::r1}});
  const std::string expired = at(Sitting{bench, 5}.sit(10), "/approval/id");
  CHECK(mark(suspended, "P-4").status == 201);  // it may come back
  bench.clock().advance(seconds{366 * 86400});
  for (const auto& [approval, state] : std::vector<std::pair<std::string, std::string>>{
           {revoked, "revoked"}, {superseded, "superseded"}, {expired, "expired"}}) {
    const test::HttpReply refused = mark(approval, "P-1");
    CHECK(refused.status == 409);
    CHECK(at(boost::json::parse(refused.body), "/code") == "approval-state");
    CHECK(at(boost::json::parse(refused.body), "/params/state") == state);
  }
}

TEST_CASE("the onboarding flow closes the loop") {
  ServerBench bench;
  const std::string token = bench.add_token({Scope::approvals_onboard});
  const std::string id = at(Sitting{bench, 1}.sit(10), "/approval/id");
  const std::string target = "/api/v1/approvals/" + id + "/onboarding";
  Browser machine{bench};
  machine.client().set_origin("");  // a program is no page
  const auto mark = [&](const std::string& body) { return machine.ask("PUT", target, body, bearer(token)); };
  const auto unmarked = [&](seconds later) {
    return bench.read<std::int64_t>(
        [&](const ReadTx& tx) { return tx.approvals().count_unmarked(bench.clock().now() + later); });
  };
  CHECK(unmarked(seconds{1}) == 1);

  const test::HttpReply first = mark(R"({"state":"onboarded","externalId":"P-17"})");
  CHECK(first.status == 201);
  CHECK(at(boost::json::parse(first.body), "/externalId") == "P-17");
  CHECK(unmarked(seconds{1}) == 0);
  bench.clock().advance(seconds{60});
  const test::HttpReply again = mark(R"({"state":"onboarded","externalId":"P-17"})");
  CHECK(again.status == 200);
  CHECK(again.body == first.body);
  const boost::json::value changed = boost::json::parse(mark(R"({"state":"onboarded","externalId":"P-18"})").body);
  CHECK(at(changed, "/since") == at(boost::json::parse(first.body), "/since"));
  CHECK(at(changed, "/changed") != at(changed, "/since"));

  for (const char* body : {"{}", R"({"state":"lost"})", R"({"state":"onboarded","name":"x"})",
                           R"({"state":"onboarded","externalId":7})"}) {
    CHECK(mark(body).status == 422);
  }
  CHECK(mark(R"({"state":"onboarded","externalId":")" + std::string(201, 'x') + "\"}").status == 422);
  CHECK(mark("{").status == 400);
  CHECK(machine
            .ask("PUT", "/api/v1/approvals/" + Uuid{}.text() + "/onboarding", R"({"state":"onboarded"})", bearer(token))
            .status == 404);
}

TEST_CASE("a token says when it was last used, and stops at once when it is removed") {
  ServerBench bench;
  const std::string token = bench.add_token({Scope::events_read});
  const std::string id = token.substr(3, 8);
  Browser machine{bench};
  const auto last_used = [&] {
    return bench.read<std::optional<Instant>>(
        [&](const ReadTx& tx) { return tx.people().machine_token(id)->last_used_at; });
  };
  const auto poll = [&] { return machine.ask("GET", "/api/v1/events", "", bearer(token)).status; };
  const auto writer_is_done = [&] { bench.write<bool>([](Tx&) -> Result<bool> { return true; }); };
  CHECK(machine.ask("GET", "/api/v1/events", "", bearer("kk_" + id + "_" + std::string(43, 'A'))).status == 401);
  writer_is_done();
  CHECK_FALSE(last_used().has_value());
  CHECK(poll() == 200);
  writer_is_done();
  const Instant first = bench.clock().now();
  CHECK(last_used() == first);
  bench.clock().advance(seconds{30});
  CHECK(poll() == 200);
  writer_is_done();
  CHECK(last_used() == first);  // once a minute is enough
  bench.clock().advance(seconds{30});
  CHECK(poll() == 200);
  writer_is_done();
  CHECK(last_used() == bench.clock().now());

  bench.write<bool>([&](Tx& tx) -> Result<bool> { return tx.people().remove_machine_token(id); });
  CHECK(poll() == 401);
}
