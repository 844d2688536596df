// Goal: a credential can be read by programs, seen by people, printed and carried in a picture; nobody but its holder
// gets a name with it.

#include "http/scenarios/sitting.hpp"
#include "service/approval_life.hpp"
#include "service/audit.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

constexpr const char* browser_accepts = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

}  // namespace

TEST_CASE("people who open a credential see the page of its approval, without a name") {
  ServerBench bench;
  Sitting holder{bench, 1};
  const std::string id = at(holder.sit(10), "/approval/id");
  holder.browser().ask_for(200, "PUT", "/api/v1/approvals/" + id + "/public-name", R"({"shown":true})");
  Browser anyone{bench};
  const test::HttpReply page = anyone.ask("GET", "/credentials/" + id, "", {{"Accept", browser_accepts}});
  CHECK(page.status == 200);
  CHECK(page.field("content-type") == "text/html; charset=utf-8");
  CHECK(page.field("cache-control") == "no-store");
  CHECK(page.field("vary") == "Accept, Accept-Language");
  CHECK(page.field("x-robots-tag") == "noindex");
  CHECK_THAT(page.body, Catch::Contains(">Active<") && !Catch::Contains("Li Wei"));
  for (const char* ending : {".pdf", ".svg", ".jwt"}) CHECK_THAT(page.body, Catch::Contains(id + ending));
  const test::HttpReply unknown =
      anyone.ask("GET", "/credentials/" + Uuid{}.text(), "", {{"Accept", browser_accepts}, {"Accept-Language", "zh"}});
  CHECK(unknown.status == 404);
  CHECK(unknown.field("content-language") == "zh-CN");
}

TEST_CASE("the signed credential as a file, the same bytes") {
  ServerBench bench;
  const auto approval = Sitting{bench, 1}.sit(10).at("approval");
  const std::string target = "/credentials/" + at(approval, "/id");
  Browser anyone{bench};
  const test::HttpReply file = anyone.ask("GET", target + ".jwt");
  CHECK(file.body == anyone.ask("GET", target).body);
  CHECK(file.field("content-type") == "application/vc+jwt");
  CHECK(file.field("content-disposition") == "attachment; filename=\"" + at(approval, "/number") + ".jwt\"");
}

TEST_CASE("the badge holds the credential and the link, and no name") {
  ServerBench bench;
  Sitting holder{bench, 1};
  const auto approval = holder.sit(10).at("approval");
  const std::string target = "/credentials/" + at(approval, "/id");
  holder.browser().ask_for(200, "PUT", "/api/v1/approvals/" + at(approval, "/id") + "/public-name",
                           R"({"shown":true})");
  Browser anyone{bench};
  const test::HttpReply badge = anyone.ask("GET", target + ".svg");
  CHECK(badge.status == 200);
  CHECK(badge.field("content-type") == "image/svg+xml");
  CHECK(badge.field("cache-control") == "private, max-age=300");
  CHECK_THAT(badge.body, Catch::Contains("<openbadges:credential verify=\"" + anyone.ask("GET", target).body + "\">") &&
                             Catch::Contains(at(approval, "/number")) && !Catch::Contains("Li Wei"));
  CHECK(anyone.ask("GET", target + ".svg", "", {{"If-None-Match", badge.field("etag")}}).status == 304);
  CHECK_THAT(anyone.ask("GET", target + ".svg?lang=zh-CN").body, Catch::Contains("合伙人批准证书"));
}

TEST_CASE("a certificate for everybody is without a name, the holder's has it") {
  ServerBench bench;
  Sitting holder{bench, 1};
  const auto approval = holder.sit(10).at("approval");
  const std::string id = at(approval, "/id");
  Browser anyone{bench};
  const test::HttpReply pdf = anyone.ask("GET", "/credentials/" + id + ".pdf");
  CHECK(pdf.status == 200);
  CHECK(pdf.body.starts_with("%PDF-"));
  CHECK(pdf.field("content-type") == "application/pdf");
  CHECK(pdf.field("content-disposition") == "inline; filename=\"" + at(approval, "/number") + ".pdf\"");
  CHECK(pdf.field("x-robots-tag") == "noindex");
  CHECK(pdf.field("cache-control") == "private, max-age=300");
  holder.browser().ask_for(200, "PUT", "/api/v1/approvals/" + id + "/public-name", R"({"shown":true})");
  CHECK(anyone.ask("GET", "/credentials/" + id + ".pdf").body == pdf.body);  // whatever the holder says
  CHECK(anyone.ask("GET", "/credentials/" + id + ".pdf", "", {{"If-None-Match", pdf.field("etag")}}).status == 304);
  CHECK(anyone.ask("GET", "/credentials/" + id + ".pdf?lang=zh-CN").body != pdf.body);

  const std::string own = "/api/v1/me/approvals/" + id + "/certificate.pdf";
  const test::HttpReply named = holder.browser().ask("GET", own);
  CHECK(named.body.starts_with("%PDF-"));
  CHECK(named.body != pdf.body);
  CHECK(named.field("cache-control") == "no-store");
  CHECK(anyone.ask("GET", own).status == 401);
  Sitting other{bench, 2};
  CHECK(other.browser().ask("GET", own).status == 404);
}

TEST_CASE("an approval that is not in force has no clean certificate") {
  ServerBench bench;
  Sitting holder{bench, 1};
  const std::string id = at(holder.sit(10), "/approval/id");
  const std::string target = "/credentials/" + id;
  Browser anyone{bench};
  const test::HttpReply clean_pdf = anyone.ask("GET", target + ".pdf");
  const test::HttpReply clean_badge = anyone.ask("GET", target + ".svg");
  const test::HttpReply credential = anyone.ask("GET", target + ".jwt");
  bench.write<bool>([&](Tx& tx) -> Result<bool> {
    return change_approval(tx, bench.context(), *Uuid::parse(id), SuspendCommand{ReasonCode::r1}, {server_actor, {}},
                           bench.clock().now())
               .verdict == LifeVerdict::accepted;
  });
  const test::HttpReply pdf = anyone.ask("GET", target + ".pdf", "", {{"If-None-Match", clean_pdf.field("etag")}});
  CHECK(pdf.status == 200);
  CHECK(pdf.field("cache-control") == "no-cache");
  const test::HttpReply badge = anyone.ask("GET", target + ".svg", "", {{"If-None-Match", clean_badge.field("etag")}});
  CHECK(badge.status == 200);
  CHECK(badge.field("cache-control") == "no-cache");
  CHECK_THAT(clean_badge.body, !Catch::Contains("SUSPENDED"));
  CHECK_THAT(badge.body, Catch::Contains("SUSPENDED / 已暂停"));
  CHECK(anyone.ask("GET", target + ".jwt").body == credential.body);
  const test::HttpReply page = anyone.ask("GET", target, "", {{"Accept", browser_accepts}});
  CHECK_THAT(page.body, !Catch::Contains(".pdf") && !Catch::Contains(".svg") && Catch::Contains(id + ".jwt"));
}

TEST_CASE("certificates are limited for each address") {
  ServerConfig config;
  config.budgets.prints_per_address = {1, milliseconds{60'000}};
  ServerBench bench{config};
  Sitting holder{bench, 1};
  const std::string id = at(holder.sit(10), "/approval/id");
  CHECK(holder.browser().ask("GET", "/api/v1/me/approvals/" + id + "/certificate.pdf").status == 200);
  CHECK(holder.browser().ask("GET", "/api/v1/me/approvals/" + id + "/certificate.pdf").status == 429);
  CHECK(holder.browser().ask("GET", "/credentials/" + id + ".pdf").status == 429);
  CHECK(holder.browser().ask("GET", "/credentials/" + id + ".svg").status == 200);
}

TEST_CASE("files of what was never issued") {
  ServerBench bench;
  Browser anyone{bench};
  for (const char* ending : {".jwt", ".svg", ".pdf"}) {
    CHECK(anyone.ask("GET", "/credentials/" + Uuid{}.text() + ending).status == 404);
    CHECK(anyone.ask("GET", std::string{"/credentials/x"} + ending).status == 404);
    CHECK(anyone.ask("POST", "/credentials/" + Uuid{}.text() + ending, "{}").field("allow") == "GET, HEAD");
  }
  CHECK(anyone.ask("GET", "/credentials/.pdf").status == 404);
}
