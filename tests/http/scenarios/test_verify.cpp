// Goal: whoever is shown a credential finds out whether it is real and in force. What is forged, borrowed, early, late
// or withdrawn is refused by the check that bears its name.

#include "http/scenarios/shown.hpp"

using namespace kiosk;
using namespace kiosk::http;

namespace {

const std::vector<std::string> all_checks{"form",       "algorithm",  "header",    "key",    "signature",
                                          "credential", "not-before", "not-after", "record", "status"};

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
