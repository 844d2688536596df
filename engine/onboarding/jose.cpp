#include "onboarding/jose.hpp"

#include <algorithm>

#include "base/base64.hpp"
#include "base/ensure.hpp"
#include "json/parse.hpp"
#include "json/writer.hpp"
#include "onboarding/urls.hpp"

namespace kiosk::onboarding {

namespace {

std::string protected_header(const std::string& kid, JwsType type) {
  json::Writer writer;
  writer.begin_object();
  writer.text("alg", "ES256");
  writer.text("kid", kid);
  writer.text("typ", type.typ);
  if (!type.cty.empty()) writer.text("cty", type.cty);
  writer.end();
  return writer.take();
}

template <std::size_t Size>
std::string base64url(const std::array<std::uint8_t, Size>& octets) {
  return to_base64url({reinterpret_cast<const char*>(octets.data()), octets.size()});
}

}  // namespace

std::string compact_jws(const Programme& programme, const KeyRing& keys, JwsType type, std::string_view payload) {
  const std::shared_ptr<const SigningKey> key = keys.signing_key();
  const std::string header = protected_header(key_url(programme, key->public_key().name), type);
  const std::string signed_part = to_base64url(header) + "." + to_base64url(payload);
  return signed_part + "." + base64url(key->sign(signed_part));
}

std::string key_name_in(std::string_view jws) {
  const std::optional<std::string> header = from_base64url(jws.substr(0, jws.find('.')));
  ENSURE(header.has_value(), "a credential of ours without a header");
  const Result<json::Value> fields = json::parse(*header, header->size());
  ENSURE(fields.has_value(), "a credential of ours with a broken header");
  const json::Value::Object& members = *fields->object();
  const auto kid =
      std::find_if(members.begin(), members.end(), [](const auto& member) { return member.name == "kid"; });
  ENSURE(kid != members.end(), "a credential of ours that names no key");
  const std::string& url = std::get<std::string>(kid->value.data);
  return url.substr(url.rfind('/') + 1);
}

std::string public_jwk(const Programme& programme, const PublicKey& key) {
  json::Writer writer;
  writer.begin_object();
  writer.text("kty", "EC");
  writer.text("crv", "P-256");
  writer.text("x", base64url(key.x));
  writer.text("y", base64url(key.y));
  writer.text("kid", key_url(programme, key.name));
  writer.text("alg", "ES256");
  writer.text("use", "sig");
  writer.end();
  return writer.take();
}

}  // namespace kiosk::onboarding
