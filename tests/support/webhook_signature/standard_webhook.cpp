#include "support/webhook_signature/standard_webhook.hpp"

#include <sodium.h>

#include <array>
#include <vector>

namespace kiosk::test {

namespace {

constexpr std::size_t prefix = sizeof "whsec_" - 1;

std::vector<unsigned char> key_in(const std::string& secret) {
  std::vector<unsigned char> key(secret.size());
  std::size_t size = 0;
  const bool reads = secret.starts_with("whsec_") &&
                     sodium_base642bin(key.data(), key.size(), secret.data() + prefix, secret.size() - prefix, nullptr,
                                       &size, nullptr, sodium_base64_VARIANT_ORIGINAL) == 0;
  key.resize(reads ? size : 0);
  return key;
}

}  // namespace

std::string signature_by(const std::string& secret, const SignedWebhook& webhook) {
  const std::vector<unsigned char> key = key_in(secret);
  if (key.empty()) return {};
  const std::string text = webhook.id + "." + std::to_string(webhook.timestamp) + "." + webhook.body;
  crypto_auth_hmacsha256_state state{};
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_final(&state, mac.data());
  std::array<char, sodium_base64_ENCODED_LEN(mac.size(), sodium_base64_VARIANT_ORIGINAL)> encoded{};
  return std::string{"v1,"} +
         sodium_bin2base64(encoded.data(), encoded.size(), mac.data(), mac.size(), sodium_base64_VARIANT_ORIGINAL);
}

}  // namespace kiosk::test
