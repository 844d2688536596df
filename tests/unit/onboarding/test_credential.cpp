#include "onboarding/credential.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "json_paths.hpp"
#include "onboarding/credential_writer.hpp"
#include "sample_approval.hpp"
#include "support/sample_exam.hpp"

namespace kiosk::onboarding {
namespace {

using test::at;
using test::integer_at;
using test::text_at;
using Texts = std::vector<std::string>;

std::string payload_of(const ApprovalRecord& approval) {
  return credential_payload(test::sample_programme(), approval, test::sample_exam());
}

/// The file is broken into lines and indented for readers; the payload is not.
std::string expected_payload() {
  std::ifstream file("tests/unit/onboarding/expected/credential_payload.json");
  REQUIRE(file.is_open());
  std::string text;
  for (std::string line; std::getline(file, line);) text += line.substr(line.find_first_not_of(' '));
  return text;
}

TEST_CASE("The sample approval has this credential, to the byte") {
  CHECK(payload_of(test::sample_approval()) == expected_payload());
}

TEST_CASE("Claims equal their properties") {
  const json::Value payload = test::parsed(payload_of(test::sample_approval()));
  CHECK(text_at(payload, "iss") == text_at(payload, "issuer/id"));
  CHECK(text_at(payload, "jti") == text_at(payload, "id"));
  CHECK(text_at(payload, "sub") == text_at(payload, "credentialSubject/id"));
  CHECK(from_unix_ms(integer_at(payload, "nbf") * 1000) == parse_rfc3339(text_at(payload, "validFrom")));
  CHECK(from_unix_ms(integer_at(payload, "exp") * 1000) == parse_rfc3339(text_at(payload, "validUntil")));
  // VC-JOSE-COSE forbids the claims of the older encoding.
  CHECK_FALSE(test::has(payload, "vc"));
  CHECK_FALSE(test::has(payload, "vp"));
}

TEST_CASE("Times are whole seconds in UTC") {
  const json::Value payload = test::parsed(payload_of(test::sample_approval()));
  for (const char* name : {"validFrom", "validUntil", "awardedDate"}) {
    const std::string time = text_at(payload, name);
    CHECK(time.size() == 20);
    CHECK(time.back() == 'Z');
  }
}

TEST_CASE("The contexts stand in the order that Open Badges asks for, and define our own terms and jti") {
  const json::Value payload = test::parsed(payload_of(test::sample_approval()));
  CHECK(text_at(payload, "@context/0") == "https://www.w3.org/ns/credentials/v2");
  CHECK(text_at(payload, "@context/1") == "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json");
  CHECK(text_at(payload, "@context/2") == "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json");
  CHECK(text_at(payload, "@context/3/kp") == "https://cert.example/ns/kiosk-programme/v1#");
  CHECK(test::has(payload, "@context/3/jti"));
  CHECK(at(payload, "@context").array()->size() == 4);
}

TEST_CASE("What must be arrays are arrays, what must be one object is one, numbers in results are texts") {
  const json::Value payload = test::parsed(payload_of(test::sample_approval()));
  for (const char* path : {"type", "issuer/type", "credentialSubject/type", "credentialSubject/achievement/type",
                           "credentialSubject/achievement/alignment", "credentialSubject/achievement/resultDescription",
                           "credentialSubject/result", "credentialSubject/result/0/type", "credentialSchema"}) {
    INFO(path);
    CHECK(at(payload, path).array() != nullptr);
  }
  CHECK(at(payload, "credentialStatus").object() != nullptr);
  CHECK(text_at(payload, "credentialStatus/id") == text_at(payload, "id") + "#status");
  CHECK(text_at(payload, "credentialStatus/statusListIndex") == "94567");
  CHECK(text_at(payload, "credentialStatus/statusPurpose") == "revocation");
  CHECK(text_at(payload, "credentialSubject/result/0/value") == "82.5");
}

TEST_CASE("Results name the descriptions of their achievement") {
  const json::Value payload = test::parsed(payload_of(test::sample_approval()));
  for (const char* index : {"0", "1"}) {
    CHECK(text_at(payload, std::string("credentialSubject/result/") + index + "/resultDescription") ==
          text_at(payload, std::string("credentialSubject/achievement/resultDescription/") + index + "/id"));
  }
}

TEST_CASE("The score is rounded down and has no trailing zero") {
  ApprovalRecord approval = test::sample_approval();
  const std::pair<Rational, std::string> cases[] = {
      {Rational(40), "100"}, {Rational(36), "90"}, {Rational(33), "82.5"}};
  for (const auto& [points, value] : cases) {
    approval.score = {points, 40};
    CHECK(text_at(test::parsed(payload_of(approval)), "credentialSubject/result/0/value") == value);
  }
  approval.score = {Rational(2), 3};
  CHECK(text_at(test::parsed(payload_of(approval)), "credentialSubject/result/0/value") == "66.6");
}

TEST_CASE("Texts are in the language of the exam that was sat") {
  ApprovalRecord approval = test::sample_approval();
  CHECK(text_at(test::parsed(payload_of(approval)), "credentialSubject/role") == "授权小店合伙人");
  approval.language = "en";
  const json::Value payload = test::parsed(payload_of(approval));
  CHECK(text_at(payload, "credentialSubject/role") == "Authorised kiosk partner");
  CHECK(text_at(payload, "credentialSubject/achievement/inLanguage") == "en");
  CHECK(text_at(payload, "credentialSubject/achievement/criteria/narrative") ==
        "At least 80 percent of all points and at least 3 of 4 points in the section “Rules”.");
}

TEST_CASE("The rules of the exam are numbered and named, and their pages linked") {
  const json::Value payload = test::parsed(payload_of(test::sample_approval()));
  const std::string place = "credentialSubject/achievement/alignment/";
  CHECK(at(payload, "credentialSubject/achievement/alignment").array()->size() == 2);
  CHECK(text_at(payload, place + "0/targetCode") == "R1");
  CHECK(text_at(payload, place + "1/targetCode") == "R2");
  CHECK(text_at(payload, place + "1/targetName") == "不作弊");
  CHECK(text_at(payload, place + "1/targetUrl") == "https://cert.example/rules/no-cheating/2");
}

TEST_CASE("A whole country is of the other part of ISO 3166") {
  ApprovalRecord approval = test::sample_approval();
  CHECK(text_at(test::parsed(payload_of(approval)), "credentialSubject/salesRegion/scheme") == "ISO 3166-2");
  approval.region = "SG";
  CHECK(text_at(test::parsed(payload_of(approval)), "credentialSubject/salesRegion/scheme") == "ISO 3166-1");
}

TEST_CASE("The signed credential has exactly three header members and verifies") {
  const test::KnownKeys keys;
  const OpenBadgeWriter writer(test::sample_programme(), keys);
  const std::string jws = writer.credential(test::sample_approval(), test::sample_exam());
  const json::Value header = test::part_of(jws, 0);
  CHECK(test::names_of(header) == Texts{"alg", "kid", "typ"});
  CHECK(text_at(header, "alg") == "ES256");
  CHECK(text_at(header, "kid") == "https://cert.example/keys/2026-11");
  CHECK(text_at(header, "typ") == "JWT");
  CHECK(text_at(test::part_of(jws, 1), "id") ==
        "https://cert.example/credentials/0197f3a2-6c1e-7b54-9a3d-5d0a1f6be201");
  CHECK(jws.size() < 8000);
}

}  // namespace
}  // namespace kiosk::onboarding
