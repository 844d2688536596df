#include "onboarding/documents.hpp"

#include <algorithm>
#include <utility>

#include "json/parts.hpp"
#include "onboarding/achievement.hpp"
#include "onboarding/approval_page.hpp"
#include "onboarding/event_body.hpp"
#include "onboarding/jose.hpp"
#include "onboarding/page_style.hpp"
#include "onboarding/urls.hpp"

namespace kiosk::onboarding {

namespace {

constexpr const char* html = "text/html; charset=utf-8";

Document json_document(std::string body) { return {std::move(body), "application/json"}; }

void write_verification_methods(json::Writer& writer, const Programme& programme, const std::vector<PublicKey>& keys) {
  writer.begin_array("verificationMethod");
  for (const PublicKey& key : keys) {
    writer.begin_object();
    writer.text("id", key_url(programme, key.name));
    writer.text("type", "JsonWebKey");
    writer.text("controller", issuer_url(programme));
    writer.raw("publicKeyJwk", public_jwk(programme, key));
    writer.end();
  }
  writer.end();
  writer.begin_array("assertionMethod");
  for (const PublicKey& key : keys) writer.text(key_url(programme, key.name));
  writer.end();
}

/// The document of an achievement is in one language; a credential has its own.
Language document_language(const Exam& exam) {
  return exam.offers("en") || exam.languages.empty() ? Language("en") : exam.languages.front();
}

}  // namespace

Documents::Documents(Programme programme, const StatusLists& lists, const KeyRing& keys)
    : programme_(std::move(programme)), lists_(lists), keys_(keys) {}

Document Documents::jwks() const {
  json::Writer writer;
  writer.begin_object();
  writer.begin_array("keys");
  for (const PublicKey& key : keys_.published()) writer.raw(public_jwk(programme_, key));
  writer.end();
  writer.end();
  return {writer.take(), "application/jwk-set+json"};
}

std::optional<Document> Documents::key(const std::string& name) const {
  const std::vector<PublicKey> published = keys_.published();
  const auto found = std::find_if(published.begin(), published.end(),
                                  [&](const PublicKey& candidate) { return candidate.name == name; });
  if (found == published.end()) return std::nullopt;
  return Document{public_jwk(programme_, *found), "application/jwk+json"};
}

/// An Open Badges Profile that is a W3C controlled identifier document too.
Document Documents::issuer() const {
  json::Writer writer;
  writer.begin_object();
  writer.begin_array("@context");
  writer.text(credentials_context);
  writer.text(badges_context);
  writer.text("https://www.w3.org/ns/cid/v1");
  writer.end();
  writer.text("id", issuer_url(programme_));
  writer.begin_array("type");
  writer.text("Profile");
  writer.end();
  writer.text("name", programme_.issuer_name);
  writer.text("url", programme_.base_url);
  write_verification_methods(writer, programme_, keys_.published());
  writer.end();
  return json_document(writer.take());
}

Document Documents::achievement(const Exam& exam) const {
  json::Writer writer;
  writer.begin_object();
  writer.begin_array("@context");
  writer.text(credentials_context);
  writer.text(badges_context);
  writer.end();
  write_achievement_members(writer, programme_, exam, document_language(exam));
  writer.end();
  return json_document(writer.take());
}

Document Documents::criteria(const Exam& exam) const {
  json::Writer writer;
  writer.begin_object();
  writer.text("id", criteria_url(programme_, exam.id, exam.version));
  writer.text("achievement", achievement_url(programme_, exam.id, exam.version));
  writer.begin_object("narrative");
  for (const Language& language : exam.languages) {
    writer.text(language, criteria_narrative(programme_.texts, exam, language));
  }
  writer.end();
  writer.integer("cut_percent", exam.policy.cut_percent);
  writer.begin_array("sections");
  for (const Section& section : exam.sections) {
    writer.begin_object();
    writer.text("id", section.id);
    json::write_localized(writer, "title", section.title);
    writer.integer("item_count", section.item_count());
    if (section.minimum) writer.integer("minimum", *section.minimum);
    writer.end();
  }
  writer.end();
  writer.end();
  return json_document(writer.take());
}

Document Documents::rule(const Rule& rule) const {
  json::Writer writer;
  writer.begin_object();
  writer.text("id", rule_url(programme_, rule));
  writer.text("rule", rule.id);
  writer.integer("version", rule.version);
  json::write_localized(writer, "title", rule.title);
  json::write_localized(writer, "text", rule.text);
  writer.end();
  return json_document(writer.take());
}

std::optional<Document> Documents::status_list(int list) const {
  std::optional<std::string> body = lists_.signed_list(list);
  if (!body) return std::nullopt;
  return Document{std::move(*body), "application/vc+jwt"};
}

Document Documents::vocabulary() const {
  json::Writer writer;
  writer.begin_object();
  writer.text("id", programme_.vocabulary);
  writer.begin_object("terms");
  writer.text("salesRegion", "Where the holder may sell; the value is a SalesRegion.");
  writer.text("SalesRegion", "A region: a code in a scheme.");
  writer.text("scheme", "Name of the code list, for example ISO 3166-2.");
  writer.text("code", "Code of the region in the scheme.");
  writer.text("examFingerprint", "SHA-256, in hex, of the exam that was sat, as it was published.");
  writer.text("bankFingerprints", "The same of each bank that its items were drawn from.");
  writer.end();
  writer.end();
  return json_document(writer.take());
}

Document Documents::event_schema() const { return {onboarding::event_schema(programme_), "application/schema+json"}; }

Document Documents::approval_page(const PublicApproval& approval, const Language& language) const {
  return {onboarding::approval_page(programme_, approval, language), html};
}

Document Documents::unknown_approval_page(const Language& language) const {
  return {onboarding::unknown_approval_page(programme_, language), html};
}

Document Documents::page_style() const { return {std::string{onboarding::page_style()}, "text/css; charset=utf-8"}; }

}  // namespace kiosk::onboarding
