// Goal: staff sign in, see the pass rates, grant time and reissue codes, each as their role may.

#include "http/scenarios/sitting.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

/// Password hashing is slow on purpose, so the roles are made once a test.
struct Office {
  explicit Office(ServerBench& bench) : bench_(bench) {}
  Browser sign_in(const std::string& name, Role role) {
    bench_.add_staff(name, role, "a long password 1");
    Browser browser{bench_};
    const auto reply = browser.ask_for(200, "POST", "/api/v1/staff/sign-ins",
                                       R"({"name":")" + name + R"(","password":"a long password 1"})");
    CHECK(at(reply, "/name") == name);
    return browser;
  }
  ServerBench& bench_;
};

}  // namespace

TEST_CASE("staff sign in and out") {
  ServerBench bench;
  Office office{bench};
  Browser browser = office.sign_in("chen", Role::hq);
  CHECK(at(browser.ask_for(200, "GET", "/api/v1/staff/me"), "/role") == "hq");
  CHECK(browser.ask("GET", "/api/v1/me").status == 401);
  const std::string token = browser.client().cookies().at("kiosk-staff");
  CHECK(browser.ask("DELETE", "/api/v1/staff/sign-ins/current").status == 204);
  browser.client().cookies()["kiosk-staff"] = token;
  CHECK(browser.ask("GET", "/api/v1/staff/me").status == 401);
  CHECK(browser.ask("POST", "/api/v1/staff/sign-ins", R"({"name":"chen"})").status == 422);
}

TEST_CASE("extensions move the deadline and are for some roles only") {
  ServerBench bench;
  Office office{bench};
  Sitting sitting{bench, 1};
  sitting.prepare().start();
  Browser operator_ = office.sign_in("op", Role::operator_);
  const std::string target = "/api/v1/staff/attempts/" + sitting.attempt() + "/extensions";
  const std::string body = R"({"seconds":600,"reason":"power cut"})";
  const auto extended = operator_.ask_for(201, "POST", target, body);
  CHECK(at(extended, "/deadline") == "2026-11-22T03:50:00.000Z");
  CHECK(at(extended, "/seconds_left") == "3000");
  CHECK(at(sitting.browser().ask_for(200, "GET", sitting.path()), "/seconds_left") == "3000");

  CHECK(operator_.ask("POST", target, R"({"seconds":0,"reason":"x"})").status == 422);
  CHECK(operator_.ask("POST", target, R"({"seconds":28801,"reason":"x"})").status == 422);
  CHECK(operator_.ask("POST", target, R"({"seconds":10,"reason":""})").status == 422);
  CHECK(operator_.ask("POST", "/api/v1/staff/attempts/x/extensions", body).status == 404);
  Browser auditor = office.sign_in("au", Role::auditor);
  CHECK(auditor.ask("POST", target, body).status == 403);

  bench.clock().advance(seconds{3000});
  sitting.browser().ask_for(200, "PUT", sitting.path("/responses"), sitting.save_body(0, 1));
  bench.clock().advance(seconds{15});
  CHECK(operator_.ask("POST", target, body).status == 409);
}

TEST_CASE("a reissued code replaces the old one and ends the sign-ins") {
  ServerBench bench;
  Office office{bench};
  Sitting sitting{bench, 1};
  Browser operator_ = office.sign_in("op", Role::operator_);
  const std::string target = "/api/v1/staff/applicants/" + sitting.id() + "/candidate-code";
  const std::string code = at(operator_.ask_for(200, "POST", target), "/candidate_code");
  CHECK(code != sitting.code());
  CHECK(sitting.browser().ask("GET", "/api/v1/me").status == 401);
  Browser browser{bench};
  CHECK(browser.ask("POST", "/api/v1/sign-ins", R"({"candidate_code":")" + sitting.code() + R"("})").status == 401);
  CHECK(browser.ask("POST", "/api/v1/sign-ins", R"({"candidate_code":")" + code + R"("})").status == 200);
  CHECK(operator_.ask("POST", "/api/v1/staff/applicants/00000000-0000-4000-8000-000000000000/candidate-code").status ==
        404);
}

TEST_CASE("pass rates as JSON and CSV") {
  ServerBench bench;
  Office office{bench};
  Sitting{bench, 1}.sit(10);
  Sitting{bench, 2}.sit(2);
  Sitting{bench, 3}.prepare().start();
  Browser hq = office.sign_in("chen", Role::hq);
  const std::string target = "/api/v1/reports/pass-rates?exam=sample-exam";

  const auto regions = hq.ask_for(200, "GET", target);
  CHECK(at(regions, "/group_by") == "region");
  CHECK(at(regions, "/rows/0/group") == "CN-GD");
  CHECK(at(regions, "/rows/0/label/en") == "Guangdong");
  CHECK(at(regions, "/totals/started") == "3");
  CHECK(at(regions, "/totals/finished") == "2");
  CHECK(at(regions, "/totals/passed") == "1");
  CHECK(at(regions, "/totals/first_attempts/passed") == "1");
  CHECK(at(hq.ask_for(200, "GET", target + "&group_by=week"), "/rows/0/group") == "2026-W47");
  CHECK(at(hq.ask_for(200, "GET", target + "&from=2026-11-23"), "/totals/started") == "0");
  CHECK(at(hq.ask_for(200, "GET", target + "&from=2026-11-23"), "/totals/interval") == "null");
  CHECK(at(hq.ask_for(200, "GET", target + "&region=CN&from=2026-11-22T03:00:00Z"), "/totals/started") == "3");
  CHECK(at(hq.ask_for(200, "GET", target + "&region=IN"), "/totals/started") == "0");

  const test::HttpReply csv = hq.ask("GET", target, "", {{"Accept", "text/csv"}});
  CHECK(csv.field("content-type") == "text/csv; charset=utf-8");
  CHECK(csv.field("vary") == "Accept");
  CHECK_THAT(csv.body, Catch::StartsWith("\xEF\xBB\xBF") && Catch::Contains("CN-GD") && Catch::Contains("total"));
  CHECK(hq.ask("GET", target, "", {{"Accept", "image/png"}}).status == 406);

  for (const char* query :
       {"", "?exam=", "?exam=sample-exam&group_by=colour", "?exam=sample-exam&from=soon", "?exam=sample-exam&x=1"}) {
    CHECK(hq.ask("GET", std::string{"/api/v1/reports/pass-rates"} + query).status == 400);
  }
  CHECK(hq.ask("GET", "/api/v1/reports/pass-rates?exam=other").status == 404);
  CHECK(hq.ask("GET", target + "&region=XX").status == 404);
  Browser operator_ = office.sign_in("op", Role::operator_);
  CHECK(operator_.ask("GET", target).status == 403);
}
