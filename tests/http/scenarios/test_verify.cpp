// Goal: whoever is shown an approval finds out whether it is real and in force. What is forged, borrowed, early, late
// or withdrawn is refused by the check that bears its name, and the public page shows no person unless its holder says
// so.

#include "base/base64.hpp"
#include "http/scenarios/sitting.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

const std::vector<std::string> all_checks{"form",       "algorithm",  "header",    "key",    "signature",
                                          "credential", "not-before", "not-after", "record", "status"};

std::string verify_body(const std::string& credential) {
  return boost::json::serialize(boost::json::object{{"credential", credential}});
}

std::string replaced(std::string text, const std::string& old_part, const std::string& new_part) {
  const std::size_t at = text.find(old_part);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old_part.size(), new_part);
}

/// One passed exam, its credential, and what can be made of that.
class Shown {
 public:
  explicit Shown(ServerBench& bench) : bench_(bench), holder_(bench, 1), anyone_(bench) {
    approval_ = holder_.sit(10).at("approval");
    credential_ = anyone_.ask("GET", "/credentials/" + id()).body;
    kid_ = at(boost::json::parse(header()), "/kid");
  }

  std::string id() const { return at(approval_, "/id"); }
  std::string page() const { return at(approval_, "/verify_url").substr(bench_.base_url().size()); }
  const boost::json::value& approval() const { return approval_; }
  const std::string& credential() const { return credential_; }
  Sitting& holder() { return holder_; }
  Browser& anyone() { return anyone_; }

  std::string header() const { return part(0); }
  std::string payload() const { return part(credential_.find('.') + 1); }
  std::string signature() const { return credential_.substr(credential_.rfind('.')); }

  /// Signed by the server's own key, whatever it says.
  std::string signed_again(const std::string& header, const std::string& payload) const {
    const std::string message = to_base64url(header) + "." + to_base64url(payload);
    const auto signature = bench_.keys().signing_key()->sign(message);
    return message + "." + to_base64url({reinterpret_cast<const char*>(signature.data()), signature.size()});
  }
  /// A header beside alg and kid.
  std::string header_with(const std::string& members) const {
    return R"({"alg":"ES256","kid":")" + kid_ + R"(",)" + members + "}";
  }

  boost::json::value verified(const std::string& credential) {
    return anyone_.ask_for(200, "POST", "/api/v1/verify", verify_body(credential));
  }

  /// Names of the checks that failed, separated by blanks; `valid` when all held.
  std::string refused_by(const std::string& credential) {
    const boost::json::value reply = verified(credential);
    std::string failed;
    for (const boost::json::value& check : reply.at("checks").as_array()) {
      if (!check.at("ok").as_bool()) failed += (failed.empty() ? "" : " ") + at(check, "/check");
    }
    CHECK(reply.at("valid").as_bool() == failed.empty());
    return failed.empty() ? "valid" : failed;
  }

 private:
  std::string part(std::size_t start) const {
    return *from_base64url(std::string_view{credential_}.substr(start, credential_.find('.', start) - start));
  }

  ServerBench& bench_;
  Sitting holder_;
  Browser anyone_;
  boost::json::value approval_;
  std::string credential_;
  std::string kid_;
};

}  // namespace

TEST_CASE("a genuine credential passes every check, in their order") {
  ServerBench bench;
  Shown shown{bench};
  const boost::json::value reply = shown.verified(shown.credential());
  CHECK(at(reply, "/valid") == "true");
  CHECK(at(reply, "/status") == "active");
  std::vector<std::string> names;
  for (const boost::json::value& check : reply.at("checks").as_array()) names.push_back(at(check, "/check"));
  CHECK(names == all_checks);
}

TEST_CASE("any program and any page may ask, and nothing changes") {
  ServerBench bench;
  Shown shown{bench};
  test::HttpClient program{bench.port()};
  program.set_origin("");
  CHECK(program.ask("POST", "/api/v1/verify", verify_body(shown.credential())).status == 200);
  program.set_origin("https://elsewhere.example");
  CHECK(program.ask("POST", "/api/v1/verify", verify_body(shown.credential())).status == 200);
  CHECK(program.ask("PUT", "/api/v1/approvals/" + shown.id() + "/public-name", R"({"shown":true})").status == 403);
}

TEST_CASE("what is no JWS is refused by its form, and no further check is claimed") {
  ServerBench bench;
  Shown shown{bench};
  const std::string& good = shown.credential();
  const std::string nested = "{" + std::string(20, '[') + std::string(20, ']') + "}";
  for (const std::string& bad :
       {std::string{}, std::string{"x"}, std::string{".."}, good + ".", good + "=", " " + good,
        good.substr(0, good.rfind('.')), replaced(good, ".", ".."), shown.payload(), std::string("\0.\0.\0", 5),
        to_base64url("[]") + "." + to_base64url("{}") + ".", to_base64url("{}") + "." + to_base64url("1") + ".",
        to_base64url(nested) + "." + to_base64url("{}") + ".",
        to_base64url(R"({"alg":"none","alg":"ES256"})") + "." + to_base64url("{}") + "."}) {
    CAPTURE(bad);
    CHECK(shown.refused_by(bad) == "form");
    CHECK(shown.verified(bad).at("checks").as_array().size() == 1);
  }
}

TEST_CASE("algorithms: none, HS256 with the public key as secret, and every other are refused") {
  ServerBench bench;
  Shown shown{bench};
  const auto with_algorithm = [&](const std::string& name) {
    return to_base64url(replaced(shown.header(), "ES256", name)) + "." + to_base64url(shown.payload());
  };
  CHECK(shown.refused_by(with_algorithm("none") + ".") == "algorithm");
  CHECK(shown.refused_by(with_algorithm("None") + shown.signature()) == "algorithm");
  CHECK(shown.refused_by(with_algorithm("ES384") + shown.signature()) == "algorithm");
  CHECK(shown.refused_by(with_algorithm("es256") + shown.signature()) == "algorithm");
  const PublicKey key = bench.keys().signing_key()->public_key();
  const std::string jwk = shown.anyone().ask("GET", "/keys/" + key.name).body;
  for (const std::string& secret : {jwk, crypto::public_pem(key), std::string{key.x.begin(), key.x.end()}}) {
    const std::string message = with_algorithm("HS256");
    const Digest mac = bench.context().hasher.hmac(secret, message);
    CHECK(shown.refused_by(message + "." +
                           to_base64url({reinterpret_cast<const char*>(mac.bytes.data()), mac.bytes.size()})) ==
          "algorithm");
  }
}

TEST_CASE("a header that brings a key, its address or rules of its own is refused, even signed by us") {
  ServerBench bench;
  Shown shown{bench};
  const std::string jwk = shown.anyone().ask("GET", "/keys/" + bench.keys().signing_key()->public_key().name).body;
  for (const std::string& more :
       {R"("jwk":)" + jwk, std::string{R"("jku":"https://evil.example/keys")"},
        std::string{R"("x5u":"https://evil.example/c")"}, std::string{R"("x5c":["MIIB"])"},
        std::string{R"("crit":["exp"],"exp":1)"}, std::string{R"("b64":false,"crit":["b64"])"},
        std::string{R"("typ":"vc+jwt")"}, std::string{R"("typ":"JWT","cty":"vc")"}, std::string{R"("typ":1)"}}) {
    CAPTURE(more);
    CHECK(shown.refused_by(shown.signed_again(shown.header_with(more), shown.payload())) == "header");
  }
  // The status list is signed by the same key, and is no credential of an approval.
  CHECK(shown.refused_by(shown.anyone().ask("GET", "/status/revocation/1").body) == "header");
}

TEST_CASE("a foreign key is refused by its name, one under our name by its signature") {
  ServerBench bench;
  Shown shown{bench};
  const crypto::Es256Key foreign = crypto::Es256Key::generate();
  const auto signed_by_foreign = [&](const std::string& header) {
    const std::string message = to_base64url(header) + "." + to_base64url(shown.payload());
    const auto signature = foreign.sign(message);
    return message + "." + to_base64url({reinterpret_cast<const char*>(signature.data()), signature.size()});
  };
  const std::string name = bench.keys().signing_key()->public_key().name;
  CHECK(shown.refused_by(signed_by_foreign(replaced(shown.header(), bench.base_url(), "https://evil.example"))) ==
        "key");
  CHECK(shown.refused_by(signed_by_foreign(replaced(shown.header(), name, "1999-01"))) == "key");
  CHECK(shown.refused_by(signed_by_foreign(R"({"alg":"ES256","typ":"JWT"})")) == "key");
  CHECK(shown.refused_by(signed_by_foreign(shown.header())) == "signature");
}

TEST_CASE("a credential may name a former base URL of ours, throughout or not at all") {
  ServerBench bench;
  Shown shown{bench};
  const auto with = [&](std::string text, const std::string& url) {
    for (std::size_t at = text.find(bench.base_url()); at != std::string::npos; at = text.find(bench.base_url(), at)) {
      text.replace(at, bench.base_url().size(), url);
      at += url.size();
    }
    return text;
  };
  const std::string former_header = with(shown.header(), ServerBench::former_base_url);
  const std::string former_payload = with(shown.payload(), ServerBench::former_base_url);
  // Everything holds but that this bench has not issued it.
  CHECK(shown.refused_by(shown.signed_again(former_header, former_payload)) == "record");
  CHECK(shown.refused_by(shown.signed_again(former_header, shown.payload())) == "credential");
  CHECK(shown.refused_by(shown.signed_again(shown.header(), former_payload)) == "credential");
  for (const char* foreign : {"https://evil.example", "https://former.example.evil", "http://former.example",
                              "https://former.example:443", "https://former.exampl", ""}) {
    CAPTURE(foreign);
    CHECK(shown.refused_by(shown.signed_again(with(shown.header(), foreign), with(shown.payload(), foreign))) == "key");
  }
}

TEST_CASE("a tampered byte anywhere is refused") {
  ServerBench bench;
  Shown shown{bench};
  const std::string& good = shown.credential();
  for (std::size_t at = 0; at < good.size(); at += 37) {
    std::string bad = good;
    bad[at] = bad[at] == 'A' ? 'B' : 'A';
    CAPTURE(at);
    bench.clock().advance(seconds{1});  // the budget of one address fills up again
    CHECK(shown.refused_by(bad) != "valid");
  }
  const std::string other_region = replaced(shown.payload(), "CN-GD", "CN-SH");
  CHECK(shown.refused_by(to_base64url(shown.header()) + "." + to_base64url(other_region) + shown.signature()) ==
        "signature");
  const std::string unsigned_part = good.substr(0, good.rfind('.') + 1);
  for (const std::size_t octets : {std::size_t{0}, std::size_t{63}, std::size_t{64}, std::size_t{65}}) {
    CHECK(shown.refused_by(unsigned_part + to_base64url(std::string(octets, '\0'))) == "signature");
  }
}

TEST_CASE("a credential of another form is refused though our own key signed it") {
  ServerBench bench;
  Shown shown{bench};
  const std::vector<std::pair<std::string, std::string>> changes{
      {R"("https://www.w3.org/ns/credentials/v2",)", R"("https://www.w3.org/2018/credentials/v1",)"},
      {R"("https://www.w3.org/ns/credentials/v2",)", ""},
      {R"("@context":[)", R"("@context":["https://evil.example",)"},
      {R"("type":["VerifiableCredential","OpenBadgeCredential"])", R"("type":["VerifiableCredential"])"},
      {R"("type":["VerifiableCredential","OpenBadgeCredential"])", R"("type":"OpenBadgeCredential")"},
      {R"("type":["Profile"])", R"("type":[])"},
      {R"("validFrom":"2026-11-22T03:00:00Z")", R"("validFrom":"2026-11-22T03:00:00")"},
      {R"("validFrom":"2026-11-22T03:00:00Z")", R"("validFrom":"2026-11-22T03:00:00.000Z")"},
      {R"("validFrom":"2026-11-22T03:00:00Z")", R"("validFrom":"2026-11-22T11:00:00+08:00")"},
      {R"("validFrom":"2026-11-22T03:00:00Z")", R"("validFrom":"2026-11-22T03:00:01Z")"},
      {R"("validFrom":"2026-11-22T03:00:00Z",)", ""},
      {R"("validUntil":"2027-11-22T03:00:00Z",)", ""},
      {R"("nbf":1795316400)", R"("nbf":1795316401)"},
      {R"("nbf":1795316400)", R"("nbf":"1795316400")"},
      {R"("nbf":1795316400,)", ""},
      {R"("exp":1826852400)", R"("exp":1826852401)"},
      {R"("exp":1826852400)", R"("exp":1826852400.5)"},
      {R"("iss":")" + bench.base_url(), R"("iss":"https://evil.example)"},
      {R"("sub":"urn:uuid:)", R"("sub":"urn:uuid:x)"},
      {R"("jti":"http)", R"("jti":"x)"},
      {R"("type":["AchievementSubject"])", R"("type":["Person"])"},
      {R"("achievement":{)", R"("achievements":{)"},
      {R"("credentialStatus":{)", R"("credentialStatuses":{)"},
      {R"("type":"BitstringStatusListEntry")", R"("type":"RevocationList2020Status")"},
  };
  for (const auto& [from, to] : changes) {
    CAPTURE(from, to);
    CHECK(shown.refused_by(shown.signed_again(shown.header(), replaced(shown.payload(), from, to))) == "credential");
  }
  const std::string wrapped = R"({"vc":)" + shown.payload() + "}";
  CHECK(shown.refused_by(shown.signed_again(shown.header(), wrapped)) == "credential");
  CHECK(shown.refused_by(shown.signed_again(shown.header(), "{}")) == "credential");
}

TEST_CASE("signed by us but never issued, or not in these bytes, is refused by the record") {
  ServerBench bench;
  Shown shown{bench};
  const std::string twin = shown.signed_again(shown.header(), shown.payload());
  REQUIRE(twin != shown.credential());
  CHECK(shown.refused_by(twin) == "record");
  CHECK(at(shown.verified(twin), "/status") == "(absent)");
  std::string never = shown.payload();
  for (std::size_t at = never.find(shown.id()); at != std::string::npos; at = never.find(shown.id(), at + 1)) {
    never.replace(at, 36, "0197f3a2-6c1e-7b54-9a3d-5d0a1f6be201");
  }
  CHECK(shown.refused_by(shown.signed_again(shown.header(), never)) == "record");
}

TEST_CASE("time: not yet valid, valid, expired") {
  ServerBench bench;
  Shown shown{bench};
  const Instant issued = bench.clock().now();
  bench.clock().set(issued - milliseconds{1});
  CHECK(shown.refused_by(shown.credential()) == "not-before");
  bench.clock().set(issued);
  CHECK(shown.refused_by(shown.credential()) == "valid");
  const Instant end = *parse_rfc3339("2027-11-22T03:00:00Z");
  bench.clock().set(end - milliseconds{1});
  CHECK(shown.refused_by(shown.credential()) == "valid");
  bench.clock().set(end);
  CHECK(shown.refused_by(shown.credential()) == "not-after status");
  CHECK(at(shown.verified(shown.credential()), "/status") == "expired");
}

TEST_CASE("a suspended or revoked approval is known and not valid") {
  ServerBench bench;
  Shown shown{bench};
  const auto act = [&](Browser& staff, const std::string& step, int status) {
    const std::string path = "/api/v1/approvals/" + shown.id();
    const std::string tag = staff.ask("GET", path).field("etag");
    CHECK(staff
              .ask("POST", path + step, R"({"reason":"R2"})",
                   {{"If-Match", tag}, {"Idempotency-Key", "\"" + step + std::to_string(status) + "\""}})
              .status == status);
  };
  std::vector<std::unique_ptr<Browser>> staff;
  for (const char* name : {"ann", "ben"}) {
    bench.add_staff(name, Role::hq, "a long password 1");
    staff.push_back(std::make_unique<Browser>(bench));
    staff.back()->ask_for(200, "POST", "/api/v1/staff/sign-ins",
                          R"({"name":")" + std::string{name} + R"(","password":"a long password 1"})");
  }
  act(*staff[0], "/suspend", 200);
  CHECK(shown.refused_by(shown.credential()) == "status");
  CHECK(at(shown.verified(shown.credential()), "/status") == "suspended");
  const std::string suspended = shown.anyone().ask("GET", shown.page()).body;
  CHECK_THAT(suspended, Catch::Contains(">Suspended<") && Catch::Contains("Rule 2"));
  act(*staff[0], "/revoke", 202);
  act(*staff[1], "/revoke", 200);
  CHECK(at(shown.verified(shown.credential()), "/status") == "revoked");
  CHECK_THAT(shown.anyone().ask("GET", shown.page()).body, Catch::Contains(">Revoked<"));
}

TEST_CASE("bodies that are no question, and one byte too many") {
  ServerBench bench;
  Browser anyone{bench};
  const std::string most(16 * 1024, 'A');
  CHECK(anyone.ask("POST", "/api/v1/verify", verify_body(most)).status == 200);
  const auto refused = anyone.ask_for(422, "POST", "/api/v1/verify", verify_body(most + "A"));
  CHECK(at(refused, "/errors/0/pointer") == "/credential");
  CHECK(at(refused, "/errors/0/code") == "too-long");
  play(anyone,
       {
           {"far too long", "POST", "/api/v1/verify", verify_body(most + most), 413, {"payload-too-large"}},
           {"no JSON", "POST", "/api/v1/verify", "eyJ", 400, {"body-malformed"}},
           {"nothing", "POST", "/api/v1/verify", "{}", 422, {R"("code":"required")"}},
           {"a number", "POST", "/api/v1/verify", R"({"credential":1})", 422, {R"("code":"wrong-type")"}},
           {"more", "POST", "/api/v1/verify", R"({"credential":"x","key":"y"})", 422, {R"("code":"unknown-member")"}},
           {"by GET", "GET", "/api/v1/verify", "", 405, {"method-not-allowed"}},
       });
}

TEST_CASE("verifications and public pages are limited for each address") {
  ServerConfig config;
  config.budgets.looks_per_address = {2, milliseconds{60'000}};
  ServerBench bench{config};
  Browser anyone{bench};
  CHECK(anyone.ask("POST", "/api/v1/verify", verify_body("x")).status == 200);
  CHECK(anyone.ask("GET", "/v/nothing").status == 404);
  const test::HttpReply refused = anyone.ask("GET", "/v/nothing");
  CHECK(refused.status == 429);
  CHECK_FALSE(refused.field("retry-after").empty());
  CHECK(anyone.ask("POST", "/api/v1/verify", verify_body("x")).status == 429);
}

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

TEST_CASE("a page of another origin asks before it sends a credential, and then reads the answer") {
  ServerBench bench;
  Shown shown{bench};
  Browser page{bench};
  page.client().set_origin("https://verifier.example");
  const test::HttpReply asked =
      page.ask("OPTIONS", "/api/v1/verify", "",
               {{"Access-Control-Request-Method", "POST"}, {"Access-Control-Request-Headers", "content-type"}});
  CHECK(asked.status == 204);
  CHECK(asked.field("access-control-allow-origin") == "*");
  CHECK(asked.field("access-control-allow-methods") == "POST");
  CHECK(asked.field("access-control-allow-headers") == "Content-Type");
  CHECK(asked.field("access-control-max-age") == "86400");
  const test::HttpReply answer =
      page.ask("POST", "/api/v1/verify", verify_body(shown.credential()), {{"Sec-Fetch-Site", "cross-site"}});
  CHECK(answer.status == 200);
  CHECK(answer.field("access-control-allow-origin") == "*");
  CHECK(page.ask("POST", "/api/v1/verify", "{").field("access-control-allow-origin") == "*");  // refusals too
  CHECK(page.ask("OPTIONS", "/api/v1/me").status == 405);
  CHECK(page.ask("OPTIONS", "/canary").status == 404);
}
