#pragma once

#include <cstdint>
#include <string>

namespace kiosk::test {

/// What Standard Webhooks 1.0 says that a webhook carries; written from its text, apart from the engine.
struct SignedWebhook {
  std::string id;              ///< webhook-id
  std::int64_t timestamp = 0;  ///< webhook-timestamp, Unix seconds
  std::string body;
};

/// `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`. `secret`: `whsec_` and base64 of the key. Empty when
/// that is no secret.
std::string signature_by(const std::string& secret, const SignedWebhook& webhook);

}  // namespace kiosk::test
