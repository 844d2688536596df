#include "onboarding/documents.hpp"

#include <catch2/catch.hpp>

#include "crypto/key_store.hpp"
#include "json_paths.hpp"
#include "onboarding/credential_writer.hpp"
#include "onboarding/jose.hpp"
#include "onboarding/status_list.hpp"
#include "onboarding/urls.hpp"
#include "sample_approval.hpp"
#include "support/sample_exam.hpp"
#include "unit/crypto/temporary_folder.hpp"

namespace kiosk::onboarding {
namespace {

using test::text_at;

const Instant noon = *parse_rfc3339("2026-11-22T12:00:00Z");

/// Documents with the known key in use and an older one that is still published.
struct Published {
  test::KnownKeys keys{{crypto::Es256Key::generate().public_key("2025-10")}};
  StatusLists lists{test::sample_programme(), keys};
  Documents documents{test::sample_programme(), lists, keys};
};

TEST_CASE("The key set holds every published key; each is a document of its own") {
  const Published published;
  const Document set = published.documents.jwks();
  CHECK(set.media_type == "application/jwk-set+json");
  const json::Value keys = test::parsed(set.body);
  CHECK(test::at(keys, "keys").array()->size() == 2);
  CHECK(text_at(keys, "keys/0/kid") == "https://cert.example/keys/2025-10");
  CHECK(text_at(keys, "keys/1/kid") == "https://cert.example/keys/2026-11");
  CHECK(set.body.find("\"d\"") == std::string::npos);

  const auto key = published.documents.key("2026-11");
  REQUIRE(key.has_value());
  CHECK(key->media_type == "application/jwk+json");
  CHECK(text_at(test::parsed(key->body), "kty") == "EC");
  CHECK_FALSE(published.documents.key("2027-01"));
  CHECK_FALSE(published.documents.key(""));
}

TEST_CASE("The issuer names its keys and what they are for") {
  const Published published;
  const json::Value issuer = test::parsed(published.documents.issuer().body);
  CHECK(text_at(issuer, "id") == "https://cert.example/issuer");
  CHECK(text_at(issuer, "type/0") == "Profile");
  CHECK(text_at(issuer, "name") == "Kiosk Programme Certification Office");
  CHECK(text_at(issuer, "url") == "https://cert.example");
  CHECK(text_at(issuer, "verificationMethod/1/id") == "https://cert.example/keys/2026-11");
  CHECK(text_at(issuer, "verificationMethod/1/type") == "JsonWebKey");
  CHECK(text_at(issuer, "verificationMethod/1/controller") == "https://cert.example/issuer");
  CHECK(text_at(issuer, "verificationMethod/1/publicKeyJwk/kid") == "https://cert.example/keys/2026-11");
  CHECK(text_at(issuer, "assertionMethod/1") == "https://cert.example/keys/2026-11");
}

TEST_CASE("The achievement's document is that of the credential, in en") {
  const Published published;
  ApprovalRecord approval = test::sample_approval();
  approval.language = "en";
  const OpenBadgeWriter writer(test::sample_programme(), published.keys);
  const json::Value credential = test::part_of(writer.credential(approval, test::sample_exam()), 1);
  json::Value document = test::parsed(published.documents.achievement(test::sample_exam()).body);
  for (const char* path : {"id", "type/0", "name", "description", "criteria/id", "criteria/narrative", "version",
                           "humanCode", "inLanguage", "alignment/1/targetUrl", "resultDescription/0/requiredValue"}) {
    CHECK(text_at(document, path) == text_at(credential, std::string("credentialSubject/achievement/") + path));
  }
  Exam chinese = test::sample_exam();
  chinese.languages = {"zh-CN"};
  CHECK(text_at(test::parsed(published.documents.achievement(chinese).body), "inLanguage") == "zh-CN");
}

TEST_CASE("Criteria and rules are told in every language") {
  const Published published;
  const json::Value criteria = test::parsed(published.documents.criteria(test::sample_exam()).body);
  CHECK(text_at(criteria, "narrative/en").starts_with("At least 80 percent"));
  CHECK(text_at(criteria, "narrative/zh-CN").starts_with("总分不低于 80%"));
  CHECK(test::integer_at(criteria, "cut_percent") == 80);
  CHECK(test::integer_at(criteria, "sections/1/minimum") == 3);
  CHECK_FALSE(test::has(criteria, "sections/0/minimum"));
  const json::Value rule = test::parsed(published.documents.rule(test::sample_exam().rules[1]).body);
  CHECK(text_at(rule, "id") == "https://cert.example/rules/no-cheating/2");
  CHECK(test::integer_at(rule, "version") == 2);
  CHECK(text_at(rule, "text/en") == "Be honest.");
}

TEST_CASE("Every URL that a credential or event names is that of a document") {
  Published published;
  published.lists.bring_up_to({}, 2, noon);
  const Exam exam = test::sample_exam();
  const OpenBadgeWriter writer(test::sample_programme(), published.keys);
  ApprovalEvent event = test::sample_event();
  event.credential = writer.credential(event.approval, exam);

  const json::Value rule = test::parsed(published.documents.rule(exam.rules[0]).body);
  const json::Value other_rule = test::parsed(published.documents.rule(exam.rules[1]).body);
  const json::Value achievement = test::parsed(published.documents.achievement(exam).body);
  const std::set<std::string> known = {
      "https://cert.example",
      credential_url(test::sample_programme(), event.approval.id),
      credential_url(test::sample_programme(), event.approval.id) + "#status",
      text_at(rule, "id"),
      text_at(other_rule, "id"),
      text_at(achievement, "id"),
      text_at(achievement, "id") + "#score",
      text_at(achievement, "id") + "#outcome",
      text_at(test::parsed(published.documents.criteria(exam).body), "id"),
      text_at(test::parsed(published.documents.issuer().body), "id"),
      text_at(test::parsed(published.documents.key("2026-11")->body), "kid"),
      text_at(test::parsed(published.documents.event_schema().body), "$id"),
      text_at(test::part_of(published.documents.status_list(1)->body, 1), "id"),
      // Names of things, not of documents: the terms of our own context, and the feed as a source.
      "https://cert.example/ns/kiosk-programme/v1#",
      "https://cert.example/events",
  };
  for (const json::Value& document : {test::part_of(event.credential, 0), test::part_of(event.credential, 1),
                                      test::parsed(writer.event_body(event))}) {
    for (const std::string& url : test::texts_with_prefix(document, "https://cert.example")) {
      INFO(url);
      CHECK(known.contains(url));
    }
  }
}

std::string signed_at(const Published& published, int list) {
  return text_at(test::part_of(published.documents.status_list(list)->body, 1), "validFrom");
}

TEST_CASE("A status list is signed once and anew after six hours") {
  Published published;
  CHECK_FALSE(published.documents.status_list(1));
  CHECK_FALSE(published.lists.oldest());
  published.lists.bring_up_to({}, 2, noon);
  const auto first = published.documents.status_list(1);
  REQUIRE(first.has_value());
  CHECK(first->media_type == "application/vc+jwt");
  CHECK(text_at(test::part_of(first->body, 0), "typ") == "vc+jwt");
  published.lists.bring_up_to({}, 2, noon + std::chrono::hours(6) - milliseconds(1));
  CHECK(published.documents.status_list(1)->body == first->body);
  CHECK(published.lists.oldest() == noon);
  published.lists.bring_up_to({}, 2, noon + std::chrono::hours(6));
  CHECK(signed_at(published, 1) == "2026-11-22T18:00:00Z");
  CHECK(published.documents.status_list(2)->body != first->body);
}

TEST_CASE("A set bit signs its own list anew and no other") {
  Published published;
  published.lists.bring_up_to({}, 2, noon);
  const std::string other = published.documents.status_list(1)->body;
  published.lists.bring_up_to({{2, 94567}}, 2, noon + seconds(5));
  CHECK(published.documents.status_list(1)->body == other);
  CHECK(signed_at(published, 2) == "2026-11-22T12:00:05Z");
  CHECK(text_at(test::part_of(published.documents.status_list(2)->body, 1), "credentialSubject/encodedList") ==
        encoded_status_list({94567}));
}

TEST_CASE("When another key signs, all lists are signed anew with it") {
  const test::TemporaryFolder folder;
  const auto keys = crypto::KeyStore::open(folder.path(), noon);
  REQUIRE(keys.has_value());
  StatusLists lists{test::sample_programme(), **keys};
  lists.bring_up_to({}, 2, noon);
  CHECK(lists.are_of_signing_key());
  const std::string other = *(*keys)->add(noon);
  REQUIRE((*keys)->sign_with(other).has_value());
  CHECK_FALSE(lists.are_of_signing_key());
  lists.bring_up_to({}, 2, noon + seconds(1));
  CHECK(lists.are_of_signing_key());
  for (const int list : {1, 2}) CHECK(key_name_in(*lists.signed_list(list)) == other);
}

TEST_CASE("After a clock that was set back the list is signed anew") {
  Published published;
  published.lists.bring_up_to({}, 2, noon + std::chrono::hours(24));
  published.lists.bring_up_to({}, 2, noon);
  CHECK(signed_at(published, 1) == "2026-11-22T12:00:00Z");
}

TEST_CASE("Lists beyond those published are unknown, and more can be published") {
  Published published;
  published.lists.bring_up_to({}, 2, noon);
  for (const int list : {-1, 0, 3, 1'000'000}) CHECK_FALSE(published.documents.status_list(list));
  CHECK(published.documents.status_list(2));
  published.lists.bring_up_to({{17, 5}}, 18, noon + seconds(1));
  CHECK(signed_at(published, 1) == "2026-11-22T12:00:00Z");
  CHECK(text_at(test::part_of(published.documents.status_list(17)->body, 1), "credentialSubject/encodedList") ==
        encoded_status_list({5}));
  CHECK(published.documents.status_list(18));
}

}  // namespace
}  // namespace kiosk::onboarding
