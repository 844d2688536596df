#include "sample_approval.hpp"

namespace kiosk::test {

namespace {

constexpr const char* known_pem =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjpsQnnGQmL+YBIff\n"
    "H1136cspYG6+0iY7X1fCE9+E9LKhRANCAAR/zc4ncPbEXUGDy+5v20t7WAczNXvp\n"
    "7xO6z248e9FURcfxRM0bvZt+hyzf7bnuufSzaV1uqQskrYpGIyiFiOWt\n"
    "-----END PRIVATE KEY-----\n";

}  // namespace

onboarding::Programme sample_programme() {
  onboarding::Programme programme;
  programme.base_url = "https://cert.example";
  programme.vocabulary = "https://cert.example/ns/kiosk-programme/v1#";
  return programme;
}

ApprovalRecord sample_approval() {
  ApprovalRecord approval;
  approval.id = *Uuid::parse("0197f3a2-6c1e-7b54-9a3d-5d0a1f6be201");
  approval.number = "KP-CN-GD-2026-000123";
  approval.partner_id = *Uuid::parse("7c9d4f39-11aa-4c02-8a51-2f0d4be7c9d4");
  approval.region = "CN-GD";
  approval.language = "zh-CN";
  approval.exam = "sample-exam";
  approval.exam_version = "2026.1";
  approval.exam_fingerprint = *Digest::from_hex(std::string(64, '1'));
  approval.banks = {{"bank-of-products", *Digest::from_hex(std::string(64, '2'))},
                    {"bank-of-rules", *Digest::from_hex(std::string(64, '3'))}};
  approval.score = {Rational(33), 40};
  approval.cut_percent = 80;
  approval.rules = {{"price-alignment", 1}, {"no-cheating", 2}};
  approval.awarded_at = *parse_rfc3339("2026-11-22T03:00:00Z");
  approval.valid_from = approval.awarded_at;
  approval.valid_until = *parse_rfc3339("2027-11-22T03:00:00Z");
  approval.status_entry = {1, 94567};
  return approval;
}

ApprovalEvent sample_event() {
  ApprovalEvent event;
  event.id = "evt_0197f3a26c1f7c3aa1b2c3d4e5f60718";
  event.time = *parse_rfc3339("2026-11-22T03:00:00.123Z");
  event.sequence = 42;
  event.approval = sample_approval();
  event.credential = "header.payload.signature";
  return event;
}

namespace {

class KnownKey final : public SigningKey {
 public:
  const PublicKey& public_key() const override { return public_key_; }
  crypto::Es256Signature sign(std::string_view message) const override { return key_.sign(message); }

 private:
  crypto::Es256Key key_ = *crypto::Es256Key::from_pem(known_pem);
  PublicKey public_key_ = key_.public_key("2026-11");
};

}  // namespace

KnownKeys::KnownKeys(std::vector<PublicKey> others) : key_(std::make_shared<KnownKey>()), others_(std::move(others)) {}

std::vector<PublicKey> KnownKeys::published() const {
  std::vector<PublicKey> all = others_;
  all.push_back(public_key());
  return all;
}

}  // namespace kiosk::test
