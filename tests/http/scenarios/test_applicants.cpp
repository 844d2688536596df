// Goal: registering, signing in and out, and what an applicant sees before an exam; each with its bad input by name.

#include <set>

#include "http/scenarios/sitting.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

std::string with_member(const std::string& body, const std::string& member) {
  return body.substr(0, body.size() - 1) + "," + member + "}";
}

std::string nested(int depth) {
  return std::string(static_cast<std::size_t>(depth), '[') + "1" + std::string(static_cast<std::size_t>(depth), ']');
}

}  // namespace

TEST_CASE("exams and regions are open to everybody") {
  ServerBench bench;
  Browser browser{bench};
  play(browser,
       {
           {"exams",
            "GET",
            "/api/v1/exams",
            "",
            200,
            {R"("id":"sample-exam")", R"("item_count":10)", R"("cut_percent":80)", R"("minimum":3)",
             R"("zh-CN":"样例考试")", R"("grace_s":15)", R"("waiting_time_s":86400)",
             R"("id":"price-alignment","version":1)"},
            {"attempts_left", "next_attempt_at"}},
           {"top regions", "GET", "/api/v1/regions", "", 200, {R"("code":"CN")", R"("has_children":true)"}, {"CN-GD"}},
           {"below China",
            "GET",
            "/api/v1/regions?parent=CN",
            "",
            200,
            {R"("code":"CN-GD")", R"("has_children":false)"},
            {"IN"}},
           {"below Guangdong", "GET", "/api/v1/regions?parent=CN-GD", "", 200, {R"({"regions":[]})"}, {}},
           {"unknown region", "GET", "/api/v1/regions?parent=XX", "", 404, {R"("code":"region-unknown")"}, {"XX"}},
           {"unknown parameter",
            "GET",
            "/api/v1/regions?canary=CN",
            "",
            400,
            {R"("code":"parameter-invalid")"},
            {"canary"}},
           {"repeated parameter",
            "GET",
            "/api/v1/regions?parent=CN&parent=IN",
            "",
            400,
            {R"("code":"parameter-invalid")"},
            {}},
           {"nobody", "GET", "/api/v1/me", "", 401, {R"("code":"not-signed-in")"}, {}},
       });
}

TEST_CASE("registering signs in; the candidate code signs in elsewhere") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  Browser& browser = sitting.browser();
  const auto me = browser.ask_for(200, "GET", "/api/v1/me");
  CHECK(at(me, "/id") == sitting.id());
  CHECK(at(me, "/name") == "Li Wei");
  CHECK(at(me, "/region") == "CN-GD");
  CHECK(at(me, "/attempts") == "[]");
  CHECK(at(browser.ask_for(200, "GET", "/api/v1/exams"), "/exams/0/attempts_left") == "3");

  Browser other{bench};
  const test::HttpReply signed_in =
      other.ask("POST", "/api/v1/sign-ins", R"({"candidate_code":")" + sitting.code() + R"("})");
  REQUIRE(signed_in.status == 200);
  const std::string cookie = signed_in.field("set-cookie");
  CHECK_THAT(cookie, Catch::StartsWith("kiosk-applicant=") && Catch::Contains("; HttpOnly") &&
                         Catch::Contains("; SameSite=Lax") && Catch::Contains("; Path=/;") &&
                         Catch::Contains("; Max-Age=1209600") && !Catch::Contains("Domain"));
  CHECK(at(other.ask_for(200, "GET", "/api/v1/me"), "/id") == sitting.id());

  const std::string token = other.client().cookies().at("kiosk-applicant");
  CHECK(other.ask("DELETE", "/api/v1/sign-ins/current").status == 204);
  CHECK(other.client().cookies().empty());
  other.client().cookies()["kiosk-applicant"] = token;  // kept by somebody
  CHECK(other.ask("GET", "/api/v1/me").status == 401);
  CHECK(browser.ask("GET", "/api/v1/me").status == 200);

  bench.clock().advance(seconds{15 * 86400});
  CHECK(browser.ask("GET", "/api/v1/me").status == 401);
}

TEST_CASE("a code is read however it is typed") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  std::string typed = sitting.code();
  std::replace(typed.begin(), typed.end(), '-', ' ');
  std::transform(typed.begin(), typed.end(), typed.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  Browser other{bench};
  CHECK(other.ask("POST", "/api/v1/sign-ins", R"({"candidate_code":" )" + typed + R"( "})").status == 200);
}

TEST_CASE("bad registrations are refused with every fault") {
  ServerBench bench;
  Browser browser{bench};
  const std::string target = "/api/v1/applicants";
  const std::string good = registration(7);
  const auto refused = [&](const std::string& name, const std::string& body, int status,
                           std::vector<std::string> contains) {
    return Scenario{name, "POST", target, body, status, std::move(contains), {"canary"}, {}};
  };
  play(
      browser,
      {
          refused("broken", good.substr(0, 20), 400, {"body-malformed"}),
          refused("not JSON", "name=canary", 400, {"body-malformed"}),
          refused("two documents", good + good, 400, {"body-malformed"}),
          refused("invalid UTF-8",
                  R"({"name":")"
                  "\xff"
                  R"("})",
                  400, {"body-malformed"}),
          refused("byte order mark", "\xEF\xBB\xBF" + good, 400, {"body-malformed"}),
          refused("too deep", with_member(good, R"("x":)" + nested(9)), 400, {"body-malformed"}),
          refused("duplicate member", with_member(good, R"("name":"canary")"), 400, {"body-malformed"}),
          refused("duplicate member, escaped", with_member(good, R"("n\u0061me":"canary")"), 400, {"body-malformed"}),
          refused("too large", with_member(good, R"("shop_name":")" + std::string(5000, 'c') + "\""), 413,
                  {"payload-too-large"}),
          refused("unknown member", with_member(good, R"("role":"hq")"), 422, {"invalid-fields", "unknown-member"}),
          refused("wrong type", R"({"name":1,"region":["CN"],"language":null,"contact":{}})", 422,
                  {R"("pointer":"/name")", R"("pointer":"/region")", R"("pointer":"/language")",
                   R"("pointer":"/contact")"}),
          refused("an array", "[]", 422, {"invalid-fields"}),
          refused("nothing", "{}", 422, {R"("code":"required")"}),
          refused("bad values", R"({"name":" ","region":"CN","language":"xx","contact":"canary"})", 422,
                  {R"("pointer":"/name")", "region-not-specific", "language-unknown", "contact-invalid"}),
          refused("unknown region", R"({"name":"A","region":"canary","language":"en","contact":"+8613900000000"})", 422,
                  {"region-unknown"}),
          refused("control characters",
                  R"({"name":"a\u0000b","region":"CN-GD","language":"en","contact":"+8613900000000"})", 422, {"/name"}),
          refused("invitation", with_member(good, R"("invitation":"canary")"), 422, {"invitation-unknown"}),
      });
  CHECK(browser.ask("POST", target, good, {{"Content-Type", "text/plain"}}).status == 415);
  CHECK(browser.ask("POST", target, good).status == 201);
  play(browser, {{"known contact", "POST", target, registration(7, "Another"), 409, {"contact-known"}, {"Li Wei"}, {}},
                 {"known contact, written otherwise",
                  "POST",
                  target,
                  R"({"name":"B","region":"CN-GD","language":"en","contact":"0086 138-1000 0007"})",
                  409,
                  {"contact-known"},
                  {},
                  {}}});
}

TEST_CASE("a registration repeated with its key gives the same applicant and code") {
  ServerBench bench;
  Browser browser{bench};
  const test::HttpFields key{{"Idempotency-Key", "\"5f2b9323-registration\""}};
  const auto first = browser.ask_for(201, "POST", "/api/v1/applicants", registration(3), key);
  const auto second = browser.ask_for(201, "POST", "/api/v1/applicants", registration(3), key);
  CHECK(at(first, "/candidate_code") == at(second, "/candidate_code"));
  CHECK(at(first, "/id") == at(second, "/id"));
  CHECK(browser.ask("POST", "/api/v1/applicants", registration(3), {{"Idempotency-Key", "\"other\""}}).status == 409);
}

TEST_CASE("changing requests from elsewhere are refused") {
  ServerBench bench;
  Sitting sitting{bench, 1};
  Browser& browser = sitting.browser();
  const std::string origin = browser.client().origin();
  const auto status = [&](const std::string& from, const test::HttpFields& fields = {}) {
    browser.client().set_origin(from);
    const int got = browser.ask("POST", "/api/v1/exams/sample-exam/attempts", prepare_body, fields).status;
    browser.client().set_origin(origin);
    return got;
  };
  CHECK(status("") == 403);
  CHECK(status("null") == 403);
  CHECK(status("http://evil.example") == 403);
  CHECK(status("http://127.0.0.1:1") == 403);
  CHECK(status(origin, {{"Sec-Fetch-Site", "cross-site"}}) == 403);
  CHECK(status(origin, {{"Sec-Fetch-Site", "same-site"}}) == 403);
  CHECK(status(origin, {{"Sec-Fetch-Site", "none"}}) == 403);
  CHECK(at(browser.ask_for(200, "GET", "/api/v1/me"), "/attempts") == "[]");
  CHECK(status(origin, {{"Sec-Fetch-Site", "same-origin"}}) == 201);
}
