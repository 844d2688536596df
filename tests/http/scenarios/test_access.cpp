// Goal: who may do what, generated from the table of routes: a route without a rule here fails the test.

#include <regex>
#include <set>

#include "http/scenarios/sitting.hpp"
#include "service/sign_ins.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

constexpr const char* endpoint_body = R"({"url":"https://receiver.example/hooks"})";

/// A body that the route takes, so that the refusal is about who asks.
std::string body_for(const Route& route) {
  if (route.path.ends_with("/attempts")) return prepare_body;
  if (route.path.ends_with("/responses")) return R"({"epoch":1,"responses":[]})";
  if (route.path.ends_with("/onboarding")) return R"({"state":"onboarded"})";
  if (route.path.ends_with("/verify") && route.method == Method::post) return R"({"credential":"x"})";
  if (route.path.ends_with("/public-name")) return R"({"shown":true})";
  if (route.path.ends_with("/submit")) return R"({"epoch":1})";
  for (const char* act : {"/suspend", "/reinstate", "/revoke"}) {
    if (route.path.ends_with(act)) return R"({"reason":"R1"})";
  }
  const bool names_url = route.path.ends_with("/webhook-endpoints") || route.path.ends_with("/{endpoint}");
  if (names_url && (route.method == Method::post || route.method == Method::put)) return endpoint_body;
  if (route.path.ends_with("/replay")) return R"({"since":"2026-11-22T03:00:00Z"})";
  if (route.path.ends_with("/extensions")) return R"({"seconds":1,"reason":"x"})";
  return route.method == Method::post || route.method == Method::put ? "{}" : "";
}

std::string target_for(const Route& route, const std::string& attempt, const std::string& applicant) {
  std::string target = std::regex_replace(route.path, std::regex{"\\{attempt\\}"}, attempt);
  target = std::regex_replace(target, std::regex{"\\{applicant\\}"}, applicant);
  target = std::regex_replace(target, std::regex{"\\{endpoint\\}"}, attempt);
  target = std::regex_replace(target, std::regex{"\\{exam\\}"}, "sample-exam");
  target = std::regex_replace(target, std::regex{"\\{approval\\}"}, attempt);
  if (route.path == "/api/v1/reports/pass-rates") target += "?exam=sample-exam";
  return target;
}

struct Asker {
  const char* name;
  test::HttpFields fields;
};

}  // namespace

TEST_CASE("access matrix") {
  ServerBench bench;
  Sitting owner{bench, 1};
  owner.prepare().start();
  Sitting other{bench, 2};
  bench.add_staff("trainer", Role::trainer, "a long password 1");
  bench.add_staff("reviewer", Role::reviewer, "a long password 1");
  Browser trainer{bench};
  trainer.ask_for(200, "POST", "/api/v1/staff/sign-ins", R"({"name":"trainer","password":"a long password 1"})");
  Browser reviewer{bench};
  reviewer.ask_for(200, "POST", "/api/v1/staff/sign-ins", R"({"name":"reviewer","password":"a long password 1"})");
  const std::string events = bench.add_token({Scope::events_read});
  const std::string approvals = bench.add_token({Scope::approvals_read});
  const std::string webhooks = bench.add_token({Scope::webhooks_write});
  Sitting expired{bench, 3};
  const std::string expired_token = expired.browser().client().cookies().at("kiosk-applicant");
  bench.write<bool>([&](Tx& tx) -> Result<bool> {
    tx.people().remove_expired_sign_ins(bench.clock().now(), 0);
    return true;
  });

  const auto cookie_of = [](Browser& browser) {
    const auto& [name, token] = *browser.client().cookies().begin();
    return test::HttpFields{{"Cookie", name + "=" + token}};
  };
  const std::vector<Asker> nobodies{
      {"nobody", {}},
      {"made-up applicant", {{"Cookie", "kiosk-applicant=" + std::string(43, 'A')}}},
      {"made-up staff", {{"Cookie", "kiosk-staff=" + std::string(43, 'A')}}},
      {"applicant's token as staff",
       {{"Cookie", "kiosk-staff=" + owner.browser().client().cookies().at("kiosk-applicant")}}},
      {"staff's token as applicant", {{"Cookie", "kiosk-applicant=" + trainer.client().cookies().at("kiosk-staff")}}},
  };
  const Asker other_applicant{"other applicant", cookie_of(other.browser())};
  const Asker staff{"trainer", cookie_of(trainer)};
  const Asker no_rights{"reviewer", cookie_of(reviewer)};
  const Asker events_token{"events token", {{"Authorization", "Bearer " + events}}};
  const Asker onboarding_token{"onboarding token",
                               {{"Authorization", "Bearer " + bench.add_token({Scope::approvals_onboard})}}};
  const Asker approvals_token{"approvals token", {{"Authorization", "Bearer " + approvals}}};

  const Asker webhooks_token{"webhooks token", {{"Authorization", "Bearer " + webhooks}}};

  for (const Route& route : bench.server().routes()) {
    const std::string method{method_name(route.method)};
    const std::string target = target_for(route, owner.attempt(), owner.id());
    const auto status = [&](const Asker& asker) {
      INFO(method << " " << target << " as " << asker.name);
      Browser browser{bench};
      return browser.ask(method, target, body_for(route), asker.fields).status;
    };
    CAPTURE(method, target);
    if (route.audience == Audience::anyone) {
      const int got = status(nobodies[0]);
      const bool is_try = route.path.ends_with("/sign-ins") || route.path == "/api/v1/applicants";
      CHECK((is_try ? got == 422 : got == 200 || got == 204 || got == 404));
      continue;
    }
    for (const Asker& asker : nobodies) CHECK(status(asker) == 401);
    if (route.audience == Audience::applicant) {
      CHECK(status(staff) == 401);
      CHECK(status(events_token) == 401);
      const bool of_another =
          route.path.find("{attempt}") != std::string::npos || route.path.find("{approval}") != std::string::npos;
      const int got = status(other_applicant);
      CHECK((of_another ? got == 404 : got == 200 || got == 201));
    }
    if (route.audience == Audience::staff) {
      CHECK(status(other_applicant) == 401);
      CHECK(status(events_token) == 401);
      const bool any_role = route.path == "/api/v1/staff/me";
      CHECK(status(no_rights) == (any_role ? 200 : 403));
    }
    if (route.audience == Audience::events_token) {
      CHECK(status(other_applicant) == 401);
      CHECK(status(staff) == 401);
      CHECK(status(approvals_token) == 403);
      CHECK(status(events_token) == 200);
    }
    if (route.audience == Audience::onboarding_token) {
      CHECK(status(other_applicant) == 401);
      CHECK(status(staff) == 401);
      CHECK(status(events_token) == 403);
      CHECK(status(approvals_token) == 403);
      CHECK(status(onboarding_token) == 404);
    }
    if (route.audience == Audience::approval_readers) {
      CHECK(status(other_applicant) == 401);
      CHECK(status(no_rights) == 403);
      CHECK(status(events_token) == 403);
      CHECK(status(approvals_token) == 404);
    }
    if (route.audience == Audience::webhook_managers) {
      CHECK(status(other_applicant) == 401);
      CHECK(status(staff) == 403);
      CHECK(status(events_token) == 403);
      const bool of_one = route.path.find("{endpoint}") != std::string::npos;
      CHECK(status(webhooks_token) == (of_one ? 404 : route.method == Method::get ? 200 : 201));
    }
  }

  bench.clock().advance(applicant_sign_in_lifetime);
  for (const Route& route : bench.server().routes()) {
    if (route.audience != Audience::applicant && route.audience != Audience::staff) continue;
    const bool for_staff = route.audience == Audience::staff;
    const test::HttpFields cookie =
        for_staff ? staff.fields : test::HttpFields{{"Cookie", "kiosk-applicant=" + expired_token}};
    Browser browser{bench};
    CHECK(browser
              .ask(std::string{method_name(route.method)}, target_for(route, owner.attempt(), owner.id()),
                   body_for(route), cookie)
              .status == 401);
  }
}

TEST_CASE("pages of other origins may read what is the same for everybody, and nothing else") {
  const std::vector<std::string> open{"/.well-known/jwks.json",
                                      "/keys/{key}",
                                      "/issuer",
                                      "/achievements/{exam}/{version}",
                                      "/achievements/{exam}/{version}/criteria",
                                      "/rules/{rule}",
                                      "/rules/{rule}/{version}",
                                      "/status/revocation/{list}",
                                      "/ns/kiosk-programme/v1",
                                      "/schemas/approval-event-1.json",
                                      "/problems/{code}",
                                      "/api/openapi.json",
                                      "/api/v1/verify",
                                      "/credentials/{credential}",
                                      "/credentials/{credential}.jwt",
                                      "/credentials/{credential}.svg",
                                      "/credentials/{credential}.pdf"};
  ServerBench bench;
  Sitting owner{bench, 1};
  owner.prepare().start();
  std::set<std::string> seen;
  for (const Route& route : bench.server().routes()) {
    Browser browser{bench};
    const std::string method{method_name(route.method)};
    const test::HttpReply reply = browser.ask(method, target_for(route, owner.attempt(), owner.id()), body_for(route));
    CAPTURE(method, route.path, reply.head);
    const bool is_open = std::find(open.begin(), open.end(), route.path) != open.end();
    if (is_open) seen.insert(route.path);
    CHECK(reply.field("access-control-allow-origin") == (is_open ? "*" : ""));
    CHECK(reply.field("cross-origin-resource-policy") == (is_open ? "cross-origin" : "same-origin"));
    CHECK(reply.field("access-control-allow-credentials").empty());
    CHECK((!is_open || (route.audience == Audience::anyone && reply.field("set-cookie").empty())));
  }
  CHECK(seen.size() == open.size());
  for (const char* other : {"/", "/hq", "/nowhere", "/api/v1/canary"}) {
    const test::HttpReply reply = Browser{bench}.ask("GET", other);
    CHECK(reply.field("access-control-allow-origin").empty());
    CHECK(reply.field("cross-origin-resource-policy") == "same-origin");
  }
}

TEST_CASE("an ended attempt takes nothing more from its owner") {
  ServerBench bench;
  Sitting owner{bench, 1};
  owner.sit(10);
  for (const Route& route : bench.server().routes()) {
    if (route.path.find("/attempts/{attempt}") == std::string::npos || route.audience != Audience::applicant) continue;
    const std::string method{method_name(route.method)};
    const int status =
        owner.browser().ask(method, target_for(route, owner.attempt(), owner.id()), body_for(route)).status;
    CAPTURE(method, route.path);
    const bool may_look = is_safe(route.method) || route.path.ends_with("/submit");
    CHECK(status == (may_look ? 200 : 409));
  }
}

TEST_CASE("the OpenAPI document and the table of routes name the same operations") {
  ServerBench bench;
  std::vector<std::string> rows;
  for (const Route& route : bench.server().routes()) {
    rows.push_back(std::string{method_name(route.method)} + " " + route.path);
  }
  std::sort(rows.begin(), rows.end());
  CHECK(std::adjacent_find(rows.begin(), rows.end()) == rows.end());
  CHECK(rows == Contract{std::string{openapi_document()}}.operations());
}

TEST_CASE("the OpenAPI document says who may ask, as the table does") {
  ServerBench bench;
  const boost::json::value document = boost::json::parse(std::string{openapi_document()});
  for (const Route& route : bench.server().routes()) {
    const char* method = route.method == Method::get       ? "get"
                         : route.method == Method::put     ? "put"
                         : route.method == Method::post    ? "post"
                         : route.method == Method::options ? "options"
                                                           : "delete";
    const std::string security = boost::json::serialize(document.at("paths").at(route.path).at(method).at("security"));
    CAPTURE(route.path, security);
    switch (route.audience) {
      case Audience::anyone: CHECK((security == "[]" || security == R"([{},{"applicant":[]}])")); break;
      case Audience::applicant: CHECK(security == R"([{"applicant":[]}])"); break;
      case Audience::staff: CHECK(security == R"([{"staff":[]}])"); break;
      case Audience::events_token: CHECK(security == R"([{"machine":["events:read"]}])"); break;
      case Audience::approval_readers: CHECK(security == R"([{"staff":[]},{"machine":["approvals:read"]}])"); break;
      case Audience::webhook_managers: CHECK(security == R"([{"staff":[]},{"machine":["webhooks:write"]}])"); break;
      case Audience::onboarding_token: CHECK(security == R"([{"machine":["approvals:onboard"]}])"); break;
    }
  }
}
