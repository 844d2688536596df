#include "onboarding/credential.hpp"

#include "base/ensure.hpp"
#include "onboarding/achievement.hpp"
#include "onboarding/urls.hpp"

namespace kiosk::onboarding {

namespace {

std::int64_t whole_seconds(Instant instant) {
  const std::int64_t ms = to_unix_ms(instant);
  ENSURE(ms % 1000 == 0, "claims and properties are equal only in whole seconds");
  return ms / 1000;
}

void write_texts(json::Writer& writer, std::string_view name, std::initializer_list<std::string_view> texts) {
  writer.begin_array(name);
  for (const std::string_view text : texts) writer.text(text);
  writer.end();
}

/// The terms that Open Badges does not have. In the credential itself, so that no vocabulary URL can go dark; `jti`
/// among them, else strict JSON-LD refuses the payload under the published context.
void write_own_context(json::Writer& writer, const Programme& programme) {
  writer.begin_object();
  writer.boolean("@protected", true);
  writer.text("kp", programme.vocabulary);
  writer.begin_object("salesRegion");
  writer.text("@id", "kp:salesRegion");
  writer.end();
  writer.begin_object("SalesRegion");
  writer.text("@id", "kp:SalesRegion");
  writer.begin_object("@context");
  writer.boolean("@protected", true);
  writer.text("id", "@id");
  writer.text("type", "@type");
  writer.text("scheme", "kp:scheme");
  writer.text("code", "kp:code");
  writer.end();
  writer.end();
  writer.text("examFingerprint", "kp:examFingerprint");
  writer.text("bankFingerprints", "kp:bankFingerprints");
  writer.begin_object("jti");
  writer.text("@id", "https://www.iana.org/assignments/jwt#jti");
  writer.text("@type", "@id");
  writer.end();
  writer.end();
}

void write_context(json::Writer& writer, const Programme& programme) {
  writer.begin_array("@context");
  writer.text(credentials_context);
  writer.text(badges_context);
  // Defines the type of our credentialSchema.
  writer.text("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json");
  write_own_context(writer, programme);
  writer.end();
}

void write_issuer(json::Writer& writer, const Programme& programme) {
  writer.begin_object("issuer");
  writer.text("id", issuer_url(programme));
  write_texts(writer, "type", {"Profile"});
  writer.text("name", programme.issuer_name);
  writer.text("url", programme.base_url);
  writer.end();
}

/// `82.5`, `92`: percent rounded down, without sign and trailing zero.
std::string percent_value(const Score& score) {
  std::string text = percent_text(score.fraction());
  text.resize(text.find(' '));
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

void write_results(json::Writer& writer, const Programme& programme, const ApprovalRecord& approval) {
  writer.begin_array("result");
  writer.begin_object();
  write_texts(writer, "type", {"Result"});
  writer.text("resultDescription", score_description_url(programme, approval.exam, approval.exam_version));
  writer.text("value", percent_value(approval.score));
  writer.end();
  writer.begin_object();
  write_texts(writer, "type", {"Result"});
  writer.text("resultDescription", outcome_description_url(programme, approval.exam, approval.exam_version));
  writer.text("status", "Completed");
  writer.end();
  writer.end();
}

/// What exactly was sat: the fingerprints of the applicant's own paper, never those in force now.
/// Names of banks are nobody's business outside.
void write_fingerprints(json::Writer& writer, const ApprovalRecord& approval) {
  writer.text("examFingerprint", approval.exam_fingerprint.hex());
  writer.begin_array("bankFingerprints");
  for (const BankFingerprint& bank : approval.banks) writer.text(bank.fingerprint.hex());
  writer.end();
}

void write_subject(json::Writer& writer, const Programme& programme, const ApprovalRecord& approval, const Exam& exam) {
  writer.begin_object("credentialSubject");
  writer.text("id", partner_urn(approval.partner_id));
  write_texts(writer, "type", {"AchievementSubject"});
  writer.text("licenseNumber", approval.number);
  writer.text("role", words(programme.texts.role, approval.language));
  writer.begin_object("salesRegion");
  writer.text("type", "SalesRegion");
  writer.text("scheme", region_scheme(approval.region));
  writer.text("code", approval.region);
  writer.end();
  write_fingerprints(writer, approval);
  writer.begin_object("achievement");
  write_achievement_members(writer, programme, exam, approval.language);
  writer.end();
  write_results(writer, programme, approval);
  writer.end();
}

void write_schema(json::Writer& writer) {
  writer.begin_array("credentialSchema");
  writer.begin_object();
  writer.text("id", "https://purl.imsglobal.org/spec/ob/v3p0/schema/json-ld/ob_v3p0_achievementcredential_schema.json");
  writer.text("type", "1EdTechJsonSchemaValidator2019");
  writer.end();
  writer.end();
}

/// One object and no array: Open Badges 3.0 allows one status alone.
void write_status(json::Writer& writer, const Programme& programme, const ApprovalRecord& approval) {
  writer.begin_object("credentialStatus");
  writer.text("id", credential_url(programme, approval.id) + "#status");
  writer.text("type", "BitstringStatusListEntry");
  writer.text("statusPurpose", "revocation");
  writer.text("statusListIndex", std::to_string(approval.status_entry.index));
  writer.text("statusListCredential", status_list_url(programme, approval.status_entry.list));
  writer.end();
}

/// Each claim equals its property (Open Badges 3.0 §8.2.4.1).
void write_claims(json::Writer& writer, const Programme& programme, const ApprovalRecord& approval) {
  writer.text("iss", issuer_url(programme));
  writer.text("jti", credential_url(programme, approval.id));
  writer.text("sub", partner_urn(approval.partner_id));
  writer.integer("nbf", whole_seconds(approval.valid_from));
  writer.integer("exp", whole_seconds(approval.valid_until));
}

}  // namespace

std::string credential_payload(const Programme& programme, const ApprovalRecord& approval, const Exam& exam) {
  ENSURE(exam.id == approval.exam && exam.version == approval.exam_version, "the exam that was sat");
  json::Writer writer;
  writer.begin_object();
  write_context(writer, programme);
  writer.text("id", credential_url(programme, approval.id));
  write_texts(writer, "type", {"VerifiableCredential", "OpenBadgeCredential"});
  writer.text("name", words(programme.texts.credential_name, approval.language) + " — " + approval.region);
  write_issuer(writer, programme);
  writer.text("validFrom", to_rfc3339(approval.valid_from));
  writer.text("validUntil", to_rfc3339(approval.valid_until));
  writer.text("awardedDate", to_rfc3339(approval.awarded_at));
  write_subject(writer, programme, approval, exam);
  write_schema(writer);
  write_status(writer, programme, approval);
  write_claims(writer, programme, approval);
  writer.end();
  return writer.take();
}

}  // namespace kiosk::onboarding
