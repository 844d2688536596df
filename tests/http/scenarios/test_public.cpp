// Goal: every URL that a credential names resolves, with the right type, caching and ETag; pages and health beside it.

#include <filesystem>
#include <fstream>

#include "base/base64.hpp"
#include "http/scenarios/sitting.hpp"
#include "service/publish_content.hpp"
#include "support/sample_exam.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

/// All texts of a document that are URLs of this server.
void collect_urls(const boost::json::value& value, const std::string& base_url, std::vector<std::string>& urls) {
  if (value.is_string() && std::string{value.as_string()}.starts_with(base_url + "/")) {
    urls.push_back(std::string{value.as_string()}.substr(base_url.size()));
  }
  if (value.is_object()) {
    for (const auto& member : value.as_object()) collect_urls(member.value(), base_url, urls);
  }
  if (value.is_array()) {
    for (const auto& element : value.as_array()) collect_urls(element, base_url, urls);
  }
}

}  // namespace

TEST_CASE("a credential is served in three forms, for ever the same") {
  ServerBench bench;
  const std::string id = at(Sitting{bench, 1}.sit(10), "/approval/id");
  Browser anyone{bench};
  const std::string target = "/credentials/" + id;
  const auto in_form = [&](const std::string& accept) {
    return anyone.ask("GET", target, "", accept.empty() ? test::HttpFields{} : test::HttpFields{{"Accept", accept}});
  };
  const test::HttpReply jwt = in_form("");
  CHECK(jwt.field("content-type") == "application/vc+jwt");
  CHECK(jwt.field("cache-control") == "private, max-age=3600");
  CHECK(jwt.field("vary") == "Accept");
  CHECK(in_form("*/*").body == jwt.body);
  const test::HttpReply text = in_form("text/plain");
  CHECK(text.body == jwt.body);
  CHECK(text.field("content-type") == "text/plain; charset=utf-8");
  const test::HttpReply decoded = in_form("application/vc");
  CHECK(at(boost::json::parse(decoded.body), "/id") == bench.base_url() + target);
  CHECK(decoded.field("etag") != jwt.field("etag"));
  CHECK(in_form("image/png").status == 406);
  CHECK(anyone.ask("GET", target, "", {{"If-None-Match", jwt.field("etag")}}).status == 304);
  CHECK(anyone.ask("HEAD", target).status == 200);
  CHECK(anyone.ask("POST", target, "{}").field("allow") == "GET, HEAD");
  CHECK(anyone.ask("GET", "/credentials/" + Uuid{}.text()).status == 404);
  CHECK(anyone.ask("GET", "/credentials/x").status == 404);
  for (const char* person : {"Li Wei", "13810000001"}) CHECK(decoded.body.find(person) == std::string::npos);
}

TEST_CASE("every URL in the credential, its header and its event resolves") {
  ServerBench bench;
  const std::string id = at(Sitting{bench, 1}.sit(10), "/approval/id");
  Browser anyone{bench};
  const std::string jws = anyone.ask("GET", "/credentials/" + id).body;
  std::vector<std::string> urls;
  for (const std::size_t start : {std::size_t{0}, jws.find('.') + 1}) {
    const std::string part = *from_base64url(std::string_view{jws}.substr(start, jws.find('.', start) - start));
    collect_urls(boost::json::parse(part), bench.base_url(), urls);
  }
  const std::string token = bench.add_token({Scope::events_read});
  const auto events = anyone.ask_for(200, "GET", "/api/v1/events", "", {{"Authorization", "Bearer " + token}});
  collect_urls(events, bench.base_url(), urls);
  CHECK(urls.size() > 10);
  for (const std::string& url : urls) {
    if (url.starts_with("/ns/")) continue;  // a name of terms, not of a document
    if (url == "/events") continue;         // the source of events, a name
    CAPTURE(url);
    CHECK(anyone.ask("GET", url.substr(0, url.find('#'))).status == 200);
  }
}

TEST_CASE("what a credential says was accepted stays as it was when the rule gets another text") {
  ServerBench bench;
  const std::string id = at(Sitting{bench, 1}.sit(10), "/approval/id");
  Browser anyone{bench};
  const auto credential =
      boost::json::parse(anyone.ask("GET", "/credentials/" + id, "", {{"Accept", "application/vc"}}).body);
  const std::string url = at(credential, "/credentialSubject/achievement/alignment/1/targetUrl");
  CHECK(url == bench.base_url() + "/rules/no-cheating/2");

  Exam exam = test::sample_exam();
  exam.version = "2026.2";
  exam.rules[1].text["en"] = "Be honest, always.";
  const auto publish = [&] {
    return bench.write<std::string>([&](Tx& tx) -> Result<std::string> {
      const auto done =
          publish_content(tx, bench.context(),
                          {{test::sample_products_bank(), test::sample_rules_bank()}, {exam}, test::sample_regions()},
                          bench.clock().now());
      return done.has_error() ? done.error().detail : std::string{"published"};
    });
  };
  CHECK(publish() == "exam sample-exam: rule no-cheating version 2 was published with another text; raise its version");
  exam.rules[1].version = 3;
  CHECK(publish() == "published");
  play(anyone,
       {
           {"as accepted", "GET", url.substr(bench.base_url().size()), "", 200, {R"("Be honest.")"}},
           {"the new text", "GET", "/rules/no-cheating/3", "", 200, {R"("Be honest, always.")"}},
           {"the newest text", "GET", "/rules/no-cheating", "", 200, {R"("Be honest, always.")", "no-cheating/3"}},
       });
}

TEST_CASE("a language may be added to the text of a rule") {
  ServerBench bench;
  Exam exam = test::sample_exam();
  exam.version = "2026.2";
  exam.rules[1].text["hi"] = "ईमानदार रहें।";
  bench.write<CataloguePointer>([&](Tx& tx) {
    return publish_content(tx, bench.context(),
                           {{test::sample_products_bank(), test::sample_rules_bank()}, {exam}, test::sample_regions()},
                           bench.clock().now());
  });
  const test::HttpReply rule = Browser{bench}.ask("GET", "/rules/no-cheating/2");
  for (const char* text : {"Be honest.", "诚实。", "ईमानदार रहें।"}) CHECK_THAT(rule.body, Catch::Contains(text));
}

TEST_CASE("public documents") {
  ServerBench bench;
  Browser anyone{bench};
  const auto jwks = anyone.ask_for(200, "GET", "/.well-known/jwks.json");
  const std::string kid = at(jwks, "/keys/0/kid");
  const test::HttpReply key = anyone.ask("GET", kid.substr(bench.base_url().size()));
  CHECK(boost::json::parse(key.body) == jwks.at("keys").at(0));
  CHECK(key.field("cache-control") == "public, max-age=86400");
  CHECK(key.body.find("\"d\"") == std::string::npos);
  const test::HttpReply list = anyone.ask("GET", "/status/revocation/1");
  CHECK(list.field("content-type") == "application/vc+jwt");
  CHECK(list.field("cache-control") == "public, max-age=300");
  CHECK(anyone.ask("GET", "/status/revocation/1", "", {{"If-None-Match", list.field("etag")}}).status == 304);
  play(anyone, {
                   {"unknown key", "GET", "/keys/1999-01", "", 404, {"key-unknown"}},
                   {"unknown list", "GET", "/status/revocation/99999", "", 404, {"not-found"}},
                   {"no list", "GET", "/status/revocation/x", "", 404, {"not-found"}},
                   {"huge list", "GET", "/status/revocation/99999999999999", "", 404, {"not-found"}},
                   {"rule", "GET", "/rules/price-alignment", "", 200, {"Price alignment"}},
                   {"a version of its text", "GET", "/rules/no-cheating/2", "", 200, {R"("version":2)", "Be honest."}},
                   {"a version that never was", "GET", "/rules/no-cheating/1", "", 404, {"not-found"}},
                   {"version nought", "GET", "/rules/no-cheating/0", "", 404, {"not-found"}},
                   {"another way to write it", "GET", "/rules/no-cheating/02", "", 404, {"not-found"}},
                   {"negative version", "GET", "/rules/no-cheating/-2", "", 404, {"not-found"}},
                   {"huge version", "GET", "/rules/no-cheating/99999999999999", "", 404, {"not-found"}},
                   {"version of no rule", "GET", "/rules/canary/1", "", 404, {"not-found"}, {"canary"}, {}},
                   {"unknown rule", "GET", "/rules/canary", "", 404, {"not-found"}, {"canary"}, {}},
                   {"achievement", "GET", "/achievements/sample-exam/2026.1", "", 200, {"Achievement"}},
                   {"criteria", "GET", "/achievements/sample-exam/2026.1/criteria", "", 200, {"80"}},
                   {"unknown version", "GET", "/achievements/sample-exam/1999", "", 404, {"exam-unknown"}},
                   {"problem", "GET", "/problems/waiting-time", "", 200, {R"("status":409)"}},
                   {"unknown problem", "GET", "/problems/canary", "", 404, {"not-found"}, {"canary"}, {}},
                   {"schema", "GET", "/schemas/approval-event-1.json", "", 200, {"$schema"}},
                   {"openapi", "GET", "/api/openapi.json", "", 200, {R"("openapi": "3.1.0")"}},
                   {"nowhere", "GET", "/api/v1/canary", "", 404, {"not-found"}, {"canary"}, {}},
                   {"post nowhere", "POST", "/canary", "{}", 404, {"not-found"}, {"canary"}, {}},
                   {"wrong method", "PUT", "/api/v1/me", "{}", 405, {"method-not-allowed"}},
                   {"options", "OPTIONS", "/api/v1/me", "", 405, {"method-not-allowed"}},
               });
}

TEST_CASE("health, readiness with its reasons, metrics on the other port") {
  ServerBench bench;
  Browser watcher{bench};
  CHECK(at(watcher.ask_for(200, "GET", "/healthz"), "/status") == "ok");
  CHECK(at(watcher.ask_for(200, "GET", "/readyz"), "/status") == "ready");
  bench.set_unready({"the disk is full", "the clock was set"});
  const auto unready = watcher.ask_for(503, "GET", "/readyz");
  CHECK(at(unready, "/errors/1/detail") == "the clock was set");
  CHECK(watcher.ask("GET", "/healthz").status == 200);
  CHECK(watcher.ask("GET", "/metrics").status == 404);

  test::HttpClient scraper{bench.operations_port()};
  const test::HttpReply metrics = scraper.ask("GET", "/metrics");
  CHECK(metrics.field("content-type") == "text/plain; version=0.0.4; charset=utf-8");
  CHECK_THAT(metrics.body,
             Catch::Contains("kiosk_http_requests_total{method=\"GET\",route=\"/readyz\",status=\"503\"} 1") &&
                 Catch::Contains("kiosk_test 1\n") && Catch::Contains("kiosk_http_connections 1\n"));
  CHECK(scraper.ask("GET", "/readyz").status == 503);
  CHECK(scraper.ask("GET", "/api/v1/exams").status == 404);
}

TEST_CASE("pages") {
  const test::TemporaryFolder web;
  std::filesystem::create_directories(web.path() / "hq");
  std::ofstream{web.path() / "index.html"} << "<applicant>";
  std::ofstream{web.path() / "hq" / "index.html"} << "<staff>";
  ServerConfig config;
  config.web_directory = web.path();
  ServerBench bench{config};
  Browser browser{bench};
  const test::HttpFields html{{"Accept", "text/html"}};
  const test::HttpReply page = browser.ask("GET", "/exam", "", html);
  CHECK(page.body == "<applicant>");
  CHECK_THAT(page.field("content-security-policy"), Catch::Contains("script-src 'self'"));
  CHECK(browser.ask("GET", "/hq", "", html).body == "<staff>");
  CHECK(browser.ask("GET", "/exam", "", {{"Accept", "text/html"}, {"If-None-Match", page.field("etag")}}).status ==
        304);
  CHECK(browser.ask("GET", "/api/v1/nothing", "", html).status == 404);
  CHECK(browser.ask("GET", "/%2e%2e/etc/passwd", "", html).status == 400);
}
