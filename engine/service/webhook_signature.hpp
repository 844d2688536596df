#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "delivery/endpoint.hpp"
#include "ports/hasher.hpp"

/// Secrets and signatures of Standard Webhooks 1.0 (symmetric, `v1`).
namespace kiosk {

/// The 32 octets of a secret. Made from the salt with the secret of the data directory, so nothing has to be kept
/// that could leak with the database.
Digest webhook_secret(const Hasher& hasher, const WebhookEndpoint& endpoint, const SecretSalt& salt);

/// `whsec_` and the standard base64 of the octets: the form in which receivers are given it.
std::string secret_text(const Digest& secret);

/// The secrets that sign at this moment, the newest first.
std::vector<Digest> signing_secrets(const Hasher& hasher, const WebhookEndpoint& endpoint, Instant now);

struct SignedContent {
  std::string_view id;         ///< without a full stop
  std::int64_t timestamp = 0;  ///< seconds, of this try
  std::string_view body;       ///< as it is sent
};

/// Value of `webhook-signature`: `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body` for each key, separated
/// by blanks.
std::string webhook_signature(const Hasher& hasher, const std::vector<std::string>& keys, const SignedContent& content);

/// The octets of a secret as a key.
std::string key_of(const Digest& secret);

}  // namespace kiosk
