// Goal: the public page of an approval says to anyone how it stands, and shows no person unless its holder says so.

#include "http/scenarios/shown.hpp"

using namespace kiosk;
using namespace kiosk::http;

TEST_CASE("the public page shows the approval and no person") {
  ServerBench bench;
  Shown shown{bench};
  CHECK(shown.page().size() == std::string{"/v/"}.size() + 22);
  const test::HttpReply page = shown.anyone().ask("GET", shown.page());
  REQUIRE(page.status == 200);
  CHECK(page.field("content-type") == "text/html; charset=utf-8");
  CHECK(page.field("cache-control") == "no-store");
  CHECK(page.field("x-robots-tag") == "noindex");
  CHECK(page.field("content-language") == "en");
  CHECK_THAT(page.body, Catch::Contains(">Active<") && Catch::Contains(at(shown.approval(), "/number")) &&
                            Catch::Contains("CN-GD") && Catch::Contains("Guangdong") &&
                            Catch::Contains("22 November 2026") && Catch::Contains("22 November 2027") &&
                            Catch::Contains("Price alignment <small>text version 1</small>") &&
                            Catch::Contains("No cheating <small>text version 2</small>") &&
                            Catch::Contains(R"(name="robots" content="noindex")"));
  for (const char* absent : {"Li Wei", "13810000001", "<script", "style=\"", "urn:uuid"}) {
    CHECK_THAT(page.body, !Catch::Contains(absent));
  }
  const std::string partner = bench.read<std::string>(
      [&](const ReadTx& tx) { return tx.approvals().find(*Uuid::parse(shown.id()))->partner_id.text(); });
  CHECK_THAT(page.body, !Catch::Contains(partner));
  const test::HttpReply style = shown.anyone().ask("GET", "/pages/public.css");
  CHECK(style.field("content-type") == "text/css; charset=utf-8");
  CHECK(shown.anyone().ask("GET", "/pages/public.css", "", {{"If-None-Match", style.field("etag")}}).status == 304);
}

TEST_CASE("the public page speaks the reader's language") {
  ServerBench bench;
  Shown shown{bench};
  const auto language = [&](const std::string& target, const std::string& accepted) {
    return shown.anyone().ask("GET", target, "", {{"Accept-Language", accepted}}).field("content-language");
  };
  CHECK(language(shown.page(), "zh-CN,zh;q=0.9,en;q=0.8") == "zh-CN");
  CHECK(language(shown.page(), "zh-TW") == "zh-CN");
  CHECK(language(shown.page(), "en-GB;q=0.5, zh;q=0.4") == "en");
  CHECK(language(shown.page(), "de") == "en");  // the exam was sat in English
  CHECK(language(shown.page() + "?lang=zh-CN", "en") == "zh-CN");
  CHECK(language(shown.page() + "?lang=xx&from=timeline", "zh") == "zh-CN");
  CHECK(language("/v/unknown", "zh") == "zh-CN");
  CHECK_THAT(shown.anyone().ask("GET", shown.page() + "?lang=zh-CN").body,
             Catch::Contains(">有效<") && Catch::Contains("2026年11月22日") && Catch::Contains("价格一致"));
}

TEST_CASE("a link that leads nowhere is a page too") {
  ServerBench bench;
  Shown shown{bench};
  for (const std::string& target :
       {std::string{"/v/AAAAAAAAAAAAAAAAAAAAAA"}, shown.page() + "A", shown.page().substr(0, shown.page().size() - 1),
        "/v/" + shown.id(), std::string{"/v/%3Cscript%3E"}}) {
    const test::HttpReply page = shown.anyone().ask("GET", target);
    CHECK(page.status == 404);
    CHECK(page.field("content-type") == "text/html; charset=utf-8");
    CHECK(page.field("x-robots-tag") == "noindex");
    CHECK_THAT(page.body, Catch::Contains("No such approval") && !Catch::Contains("<script"));
  }
}

TEST_CASE("the holder alone puts the name on the page, and takes it off") {
  ServerBench bench;
  Shown shown{bench};
  const std::string path = "/api/v1/approvals/" + shown.id() + "/public-name";
  Browser& holder = shown.holder().browser();
  const auto on_page = [&] { return shown.anyone().ask("GET", shown.page()).body.find("Li Wei") != std::string::npos; };
  const auto of_me = [&] { return at(holder.ask_for(200, "GET", "/api/v1/me"), "/approvals/0/name_shown"); };
  CHECK(at(shown.approval(), "/name_shown") == "false");

  Sitting other{bench, 2};
  CHECK(other.browser().ask("PUT", path, R"({"shown":true})").status == 404);
  CHECK(shown.anyone().ask("PUT", path, R"({"shown":true})").status == 401);
  play(holder, {
                   {"no word", "PUT", path, "{}", 422, {"required"}},
                   {"no flag", "PUT", path, R"({"shown":"yes"})", 422, {"wrong-type"}},
                   {"unknown approval",
                    "PUT",
                    "/api/v1/approvals/" + Uuid{}.text() + "/public-name",
                    R"({"shown":true})",
                    404,
                    {"approval-unknown"}},
               });
  CHECK_FALSE(on_page());

  const auto shown_now = holder.ask_for(200, "PUT", path, R"({"shown":true})");
  CHECK(at(shown_now, "/name_shown") == "true");
  CHECK(at(shown_now, "/verify_url") == at(shown.approval(), "/verify_url"));
  CHECK(on_page());
  CHECK(of_me() == "true");
  holder.ask_for(200, "PUT", path, R"({"shown":true})");
  holder.ask_for(200, "PUT", path, R"({"shown":false})");
  CHECK_FALSE(on_page());
  CHECK(of_me() == "false");
  std::vector<std::string> acts;
  bench.read<bool>([&](const ReadTx& tx) {
    tx.audit().each(0, [&](const AuditEntry& entry) {
      if (entry.act.starts_with("public-name")) acts.push_back(entry.act);
      return true;
    });
    return true;
  });
  CHECK(acts == std::vector<std::string>{"public-name-shown", "public-name-hidden"});
}

TEST_CASE("the reason of a suspension names the rule of the exam that was passed") {
  ServerBench bench;
  PublicApproval approval;
  approval.reason = ReasonCode::r2;
  approval.rules = {{{"no-cheating", 1}, {{"en", "Honesty"}}}, {{"opening-hours", 1}, {{"en", "Open daily"}}}};
  const auto page = [&] { return bench.documents().approval_page(approval, "en").body; };
  CHECK_THAT(page(), Catch::Contains("Rule 2 <small>Open daily</small>"));
  approval.reason = ReasonCode::r3;
  CHECK_THAT(page(), Catch::Contains("<dd>Rule 3</dd>"));
  approval.reason = ReasonCode::integrity;
  CHECK_THAT(page(), Catch::Contains("<dd>How the exam was sat</dd>"));
}

TEST_CASE("a hostile name is text on the page and nothing else") {
  ServerBench bench;
  Browser holder{bench};
  const std::string name = R"(<script>alert(1)</script>" onload='x' &amp; 李伟)";
  boost::json::object body = boost::json::parse(registration(1)).as_object();
  body["name"] = name;
  holder.ask_for(201, "POST", "/api/v1/applicants", boost::json::serialize(body));
  PublicApproval approval;
  approval.record.region = "CN-GD";
  approval.record.number = "KP-<b>1";
  approval.holder = name;
  approval.rules = {{{"<i>rule</i>", 1}, {}}, {{"r", 2}, {{"en", "<u>title</u>"}}}};
  approval.region = {{"en", "<b>region</b>"}};
  for (const char* language : {"en", "zh-CN"}) {
    const std::string page = bench.documents().approval_page(approval, language).body;
    for (const char* markup : {"<script", "<i>", "<u>", "<b>region", "KP-<b>", "onload='"}) {
      CHECK_THAT(page, !Catch::Contains(markup));
    }
    CHECK_THAT(page, Catch::Contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp;amp; 李伟"));
  }
}
