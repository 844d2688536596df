#include "onboarding/shown_credential.hpp"

#include "onboarding/achievement.hpp"
#include "onboarding/urls.hpp"

namespace kiosk::onboarding {

namespace {

bool has_contexts(const json::Value& payload) {
  const json::Value* context = member(&payload, "@context");
  const json::Value::Array* all = context == nullptr ? nullptr : context->array();
  return all != nullptr && all->size() >= 2 && text_of(&(*all)[0]) == credentials_context &&
         text_of(&(*all)[1]) == badges_context;
}

bool is_badge(const json::Value& payload) {
  const json::Value* types = member(&payload, "type");
  return has_contexts(payload) && lists(types, "VerifiableCredential") && lists(types, "OpenBadgeCredential");
}

bool is_by_us(const Programme& programme, const json::Value& payload) {
  const json::Value* issuer = member(&payload, "issuer");
  return text_of(member(issuer, "id")) == issuer_url(programme) && lists(member(issuer, "type"), "Profile");
}

bool names_achievement(const json::Value& payload) {
  const json::Value* subject = member(&payload, "credentialSubject");
  const json::Value* achievement = member(subject, "achievement");
  for (const char* text : {"id", "name", "description"}) {
    if (text_of(member(achievement, text)).empty()) return false;
  }
  return !text_of(member(subject, "id")).empty() && lists(member(subject, "type"), "AchievementSubject") &&
         lists(member(achievement, "type"), "Achievement") && member(achievement, "criteria") != nullptr;
}

bool names_status(const json::Value& payload) {
  const json::Value* status = member(&payload, "credentialStatus");
  return text_of(member(status, "type")) == "BitstringStatusListEntry" &&
         !text_of(member(status, "statusListIndex")).empty() &&
         !text_of(member(status, "statusListCredential")).empty();
}

/// A time that is written as we write it.
std::optional<Instant> time_of(const json::Value* value) {
  const std::string text = text_of(value);
  const std::optional<Instant> time = parse_rfc3339(text);
  if (!time || to_rfc3339(*time) != text) return std::nullopt;
  return time;
}

bool is_seconds(const json::Value* claim, Instant time) {
  const auto* number = claim == nullptr ? nullptr : std::get_if<std::int64_t>(&claim->data);
  return number != nullptr && *number == to_unix_ms(time) / 1000;
}

bool claims_equal_properties(const json::Value& payload, const ShownCredential& credential) {
  const auto same = [&](std::string_view claim, const json::Value* property) {
    const std::string text = text_of(member(&payload, claim));
    return !text.empty() && text == text_of(property);
  };
  return same("iss", member(member(&payload, "issuer"), "id")) && same("jti", member(&payload, "id")) &&
         same("sub", member(member(&payload, "credentialSubject"), "id")) &&
         is_seconds(member(&payload, "nbf"), credential.valid_from) &&
         is_seconds(member(&payload, "exp"), credential.valid_until);
}

/// The id that our URL of a credential ends with.
std::optional<Uuid> approval_in(const Programme& programme, const std::string& url) {
  if (url.size() < 36) return std::nullopt;
  const std::optional<Uuid> id = Uuid::parse(url.substr(url.size() - 36));
  if (!id || credential_url(programme, *id) != url) return std::nullopt;
  return id;
}

}  // namespace

std::optional<ShownCredential> read_credential(const Programme& programme, const json::Value& payload) {
  const std::optional<Uuid> approval = approval_in(programme, text_of(member(&payload, "id")));
  const std::optional<Instant> from = time_of(member(&payload, "validFrom"));
  const std::optional<Instant> until = time_of(member(&payload, "validUntil"));
  if (!approval || !from || !until) return std::nullopt;
  const ShownCredential credential{*approval, *from, *until};
  const bool right = is_badge(payload) && is_by_us(programme, payload) && names_achievement(payload) &&
                     names_status(payload) && claims_equal_properties(payload, credential);
  if (!right) return std::nullopt;
  return credential;
}

}  // namespace kiosk::onboarding
