#include <catch2/catch.hpp>

#include "crypto/keyed_hasher.hpp"
#include "service/webhook_signature.hpp"

namespace kiosk::test {

namespace {

using What = NextStep::What;

const Instant noon = from_unix_ms(1'795'176'000'000);  // 2026-11-20T12:00:00Z

NextStep after(AttemptOutcome outcome, int status, int failures_before, std::uint64_t jitter = 200) {
  return next_step({outcome, status, std::nullopt, failures_before}, standard_schedule(), jitter);
}

}  // namespace

TEST_CASE("A status means one outcome") {
  const std::vector<std::pair<int, AttemptOutcome>> table{
      {200, AttemptOutcome::delivered}, {204, AttemptOutcome::delivered},  {299, AttemptOutcome::delivered},
      {199, AttemptOutcome::refused},   {301, AttemptOutcome::redirected}, {308, AttemptOutcome::redirected},
      {400, AttemptOutcome::refused},   {410, AttemptOutcome::gone},       {413, AttemptOutcome::refused},
      {429, AttemptOutcome::throttled}, {500, AttemptOutcome::refused},    {503, AttemptOutcome::throttled}};
  for (const auto& [status, outcome] : table) {
    CAPTURE(status);
    CHECK(outcome_of_status(status) == outcome);
  }
  for (const AttemptOutcome outcome : all_outcomes()) CHECK(parse_outcome(outcome_name(outcome)) == outcome);
}

TEST_CASE("Ten tries over three days, then a dead letter") {
  milliseconds whole{0};
  for (int failures = 0; failures < 9; ++failures) {
    const NextStep step = after(AttemptOutcome::refused, 500, failures);
    CHECK(step.what == What::retry);
    CHECK(step.wait == standard_schedule()[static_cast<std::size_t>(failures)]);
    whole += step.wait;
  }
  CHECK(whole == seconds{5 + 300 + 1800 + 3600 * (2 + 5 + 10 + 14 + 20 + 24)});
  CHECK(after(AttemptOutcome::refused, 500, 9).what == What::dead);
}

TEST_CASE("Waits are spread by a fifth") {
  CHECK(after(AttemptOutcome::timed_out, 0, 0, 0).wait == milliseconds{4000});
  CHECK(after(AttemptOutcome::timed_out, 0, 0, 400).wait == milliseconds{6000});
  CHECK(after(AttemptOutcome::timed_out, 0, 0, 401).wait == milliseconds{4000});
}

TEST_CASE("What an answer asks for") {
  CHECK(after(AttemptOutcome::delivered, 200, 3).what == What::delivered);
  CHECK(after(AttemptOutcome::gone, 410, 0).endpoint_is_gone);
  CHECK(after(AttemptOutcome::gone, 410, 0).what == What::retry);
  CHECK_FALSE(after(AttemptOutcome::redirected, 302, 0).endpoint_is_gone);
  CHECK(after(AttemptOutcome::redirected, 302, 0).what == What::retry);
  for (const int status : {413, 415}) {
    CHECK(after(AttemptOutcome::refused, status, 1).what == What::retry);
    CHECK(after(AttemptOutcome::refused, status, 2).what == What::dead);
  }
}

TEST_CASE("Retry-After makes a wait longer, up to a day") {
  const auto wait = [](AttemptOutcome outcome, seconds retry_after) {
    return next_step({outcome, 429, retry_after, 0}, standard_schedule(), 200).wait;
  };
  CHECK(wait(AttemptOutcome::throttled, seconds{120}) == seconds{120});
  CHECK(wait(AttemptOutcome::throttled, seconds{1}) == seconds{5});
  CHECK(wait(AttemptOutcome::throttled, seconds{1'000'000}) == seconds{86'400});
  CHECK(wait(AttemptOutcome::refused, seconds{120}) == seconds{5});
  CHECK(parse_retry_after("120", noon) == seconds{120});
  CHECK(parse_retry_after("Fri, 20 Nov 2026 12:01:30 GMT", noon) == seconds{90});
  CHECK(parse_retry_after("Fri, 20 Nov 2026 11:00:00 GMT", noon) == seconds{0});
  CHECK(parse_retry_after("Fri, 20 Nov 2026 12:00:60 GMT", noon) == seconds{60});  // a leap second
  for (const char* text :
       {"", "-1", "1.5", "12345678901", "soon", "Fri, 31 Feb 2026 12:00:00 GMT", "Fri, 20 Foo 2026 12:00:00 GMT",
        "Fri, 20 Nov 2026 12:00:00 CET", "-0", "+1", " 1", "Fri, 20 Nov 2026 24:00:00 GMT",
        "Fri, 20 Nov 2026 12:60:00 GMT", "Fri, 20 Nov 2026 12:00:61 GMT", "Fri, 20 Nov 2026 12:00:-1 GMT",
        "Fri; 20-Nov-2026 12:00:00 GMT", "Fri, 20 Nov 2026 12.00.00 GMT", "123, 20 Nov 2026 12:00:00 GMT"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_retry_after(text, noon).has_value());
  }
}

TEST_CASE("An endpoint gets the types that it asked for") {
  WebhookEndpoint endpoint;
  CHECK(wants(endpoint, "com.example.kiosk.approval.issued.v1"));
  endpoint.event_types = {"approval.revoked"};
  CHECK(wants(endpoint, "com.example.kiosk.approval.revoked.v1"));
  CHECK_FALSE(wants(endpoint, "com.example.kiosk.approval.issued.v1"));
  CHECK_FALSE(wants(endpoint, "com.example.kiosk.disapproval.revoked.v1"));
}

// The example of the Standard Webhooks specification: its secret, its message, its signature.
TEST_CASE("The signature is that of the specification") {
  const crypto::KeyedHasher hasher{std::string(32, 's')};
  const std::string key =  // whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
      "\x31\xf2\x90\xf6\xbf\x06\x29\x8a\xab\x4f\x08\xd4\x3c\x3f\x08\x2c\xf6\x48\xa3\x62\xda\x2d\xa4\xb0";
  const SignedContent content{"msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})"};
  CHECK(webhook_signature(hasher, {key}, content) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  CHECK(webhook_signature(hasher, {key, key}, content) ==
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST_CASE("Two secrets sign for a day after a rotation") {
  const crypto::KeyedHasher hasher{std::string(32, 's')};
  WebhookEndpoint endpoint;
  endpoint.secret.text = std::string(32, 'a');
  CHECK(signing_secrets(hasher, endpoint, noon).size() == 1);
  endpoint.previous_secret = endpoint.secret;
  endpoint.previous_until = noon + old_secret_lifetime;
  endpoint.secret.text = std::string(32, 'b');
  const std::vector<Digest> both = signing_secrets(hasher, endpoint, noon + old_secret_lifetime - milliseconds{1});
  REQUIRE(both.size() == 2);
  CHECK(both[0] == webhook_secret(hasher, endpoint, endpoint.secret));
  CHECK(both[1] == webhook_secret(hasher, endpoint, endpoint.previous_secret));
  CHECK(both[0] != both[1]);
  CHECK(signing_secrets(hasher, endpoint, noon + old_secret_lifetime).size() == 1);
  CHECK(secret_text(both[0]).size() == 50);
  WebhookEndpoint other = endpoint;
  other.id = Uuid::random({1});
  CHECK(webhook_secret(hasher, other, other.secret) != both[0]);
}

}  // namespace kiosk::test
