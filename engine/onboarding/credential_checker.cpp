#include "onboarding/credential_checker.hpp"

#include <algorithm>
#include <utility>

#include "onboarding/jose.hpp"
#include "onboarding/shown_credential.hpp"
#include "onboarding/urls.hpp"

namespace kiosk::onboarding {

namespace {

/// Open Badges 3.0 allows `alg`, `kid` and `typ` and nothing else, so that whatever could bring a key or change the
/// rules (`jwk`, `jku`, `x5u`, `x5c`, `crit`, `b64`) is refused with the rest.
bool is_header_of_ours(const json::Value& header) {
  const json::Value::Object& members = *header.object();
  const bool no_more = std::all_of(members.begin(), members.end(), [](const json::Member& one) {
    return one.name == "alg" || one.name == "kid" || one.name == "typ";
  });
  const json::Value* type = member(&header, "typ");
  return no_more && (type == nullptr || text_of(type) == credential_jws.typ);
}

}  // namespace

JwsChecker::JwsChecker(std::vector<Programme> programmes, const KeyRing& keys, const SignatureVerifier& verifier)
    : programmes_(std::move(programmes)), keys_(keys), verifier_(verifier) {}

std::optional<JwsChecker::NamedKey> JwsChecker::key_of(const ShownJws& jws) const {
  const std::string kid = text_of(member(&jws.header, "kid"));
  for (const PublicKey& key : keys_.published()) {
    for (const Programme& programme : programmes_) {
      if (key_url(programme, key.name) == kid) return NamedKey{key, programme};
    }
  }
  return std::nullopt;
}

bool JwsChecker::is_signed_by(const ShownJws& jws, const PublicKey& key) const {
  std::array<std::uint8_t, 64> signature{};
  if (jws.signature.size() != signature.size()) return false;
  std::transform(jws.signature.begin(), jws.signature.end(), signature.begin(),
                 [](char octet) { return static_cast<std::uint8_t>(octet); });
  return verifier_.verify(key, jws.signed_part, signature);
}

CheckedCredential JwsChecker::check(const std::string& credential, Instant now) const {
  CheckedCredential checked;
  const auto note = [&checked](CredentialCheck check, bool ok) {
    checked.outcomes.push_back({check, ok});
    return ok;
  };
  const std::optional<ShownJws> jws =
      credential.size() <= most_bytes ? read_jws(credential) : std::optional<ShownJws>{};
  if (!note(CredentialCheck::form, jws.has_value())) return checked;

  const std::optional<NamedKey> named = key_of(*jws);
  const bool algorithm = note(CredentialCheck::algorithm, text_of(member(&jws->header, "alg")) == "ES256");
  const bool header = note(CredentialCheck::header, is_header_of_ours(jws->header));
  if (!note(CredentialCheck::key, named.has_value()) || !algorithm || !header) return checked;
  if (!note(CredentialCheck::signature, is_signed_by(*jws, named->key))) return checked;

  const std::optional<ShownCredential> shown = read_credential(named->programme, jws->payload);
  if (!note(CredentialCheck::credential, shown.has_value())) return checked;
  note(CredentialCheck::not_before, now >= shown->valid_from);
  note(CredentialCheck::not_after, now < shown->valid_until);
  checked.approval = shown->approval;
  return checked;
}

}  // namespace kiosk::onboarding
