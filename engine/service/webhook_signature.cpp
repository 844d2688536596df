#include "service/webhook_signature.hpp"

#include "base/base64.hpp"
#include "base/ensure.hpp"
#include "base/planted_fault.hpp"

namespace kiosk {

namespace {

constexpr std::string_view secret_purpose = "webhook-secret";

std::string octets(const Digest& digest) { return {digest.bytes.begin(), digest.bytes.end()}; }

}  // namespace

Digest webhook_secret(const Hasher& hasher, const WebhookEndpoint& endpoint, const SecretSalt& salt) {
  ENSURE(!salt.text.empty(), "a secret has a salt");
  return hasher.keyed(secret_purpose, endpoint.id.text() + "/" + salt.text);
}

std::string secret_text(const Digest& secret) { return "whsec_" + to_base64(octets(secret)); }

std::vector<Digest> signing_secrets(const Hasher& hasher, const WebhookEndpoint& endpoint, Instant now) {
  std::vector<Digest> secrets{webhook_secret(hasher, endpoint, endpoint.secret)};
  if (planted(PlantedFault::old_secret_cut_off)) return secrets;
  const bool signs_on = planted(PlantedFault::old_secret_signs_on);
  if (endpoint.previous_until && (now < *endpoint.previous_until || signs_on)) {
    secrets.push_back(webhook_secret(hasher, endpoint, endpoint.previous_secret));
  }
  return secrets;
}

std::string webhook_signature(const Hasher& hasher, const std::vector<std::string>& keys,
                              const SignedContent& content) {
  std::string message{content.id};
  message.append(".").append(std::to_string(content.timestamp)).append(".").append(content.body);
  std::string signatures;
  for (const std::string& key : keys) {
    signatures += signatures.empty() ? "v1," : " v1,";
    signatures += to_base64(octets(hasher.hmac(key, message)));
  }
  return signatures;
}

std::string key_of(const Digest& secret) { return octets(secret); }

}  // namespace kiosk
