// Goal: whatever crashes, every pass has its effect at the onboarding flow exactly once, and everybody who looks at an
// approval sees how it stands. A world that fails prints how to run it again.

#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <random>

#include "sim/approvals/world.hpp"
#include "support/webhook_signature/standard_webhook.hpp"

namespace {

using kiosk::sim::ApprovalFailure;
using kiosk::sim::ApprovalOptions;
using kiosk::sim::ApprovalReport;
using kiosk::sim::ConsumerMistake;
using kiosk::sim::draw_approval_options;
using kiosk::sim::parse_approval_options;
using kiosk::sim::run_approval_world;
using kiosk::sim::trouble_table;
using kiosk::test::signature_by;

std::int64_t number_from_environment(const char* name, std::int64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoll(text);
}

ApprovalReport run_worlds(std::uint64_t first_seed, std::int64_t count) {
  ApprovalReport sum;
  for (std::int64_t i = 0; i < count; ++i) {
    sum += run_approval_world(draw_approval_options(first_seed + static_cast<std::uint64_t>(i)));
  }
  std::cout << to_text(sum) << std::endl;
  return sum;
}

/// The rule that the first of some worlds breaks when the consumer is written wrongly.
std::string rule_broken_with(ConsumerMistake mistake) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    ApprovalOptions options = draw_approval_options(seed);
    options.mistake = mistake;
    try {
      run_approval_world(options);
    } catch (const ApprovalFailure& failure) {
      return failure.rule();
    }
  }
  return {};
}

}  // namespace

TEST_CASE("known worlds hold, and every kind of trouble and outcome occurs in them", "[sim]") {
  if (const char* text = std::getenv("KIOSK_SIM_WORLD")) {
    const auto options = parse_approval_options(text);
    REQUIRE(options.has_value());
    std::cout << to_text(run_approval_world(*options)) << std::endl;
    return;
  }
  const ApprovalReport sum = run_worlds(1, number_from_environment("KIOSK_SIM_WORLDS", 100));
  for (std::size_t i = 0; i < sum.troubles.size(); ++i) {
    INFO(trouble_table()[i].name);
    CHECK(sum.troubles[i] > 0);
  }
  for (const char* outcome : {"passes heard",
                              "fails heard",
                              "acts heard",
                              "acts refused",
                              "acts answered twice",
                              "lost answers given again",
                              "sent again",
                              "dead letters",
                              "redelivered",
                              "replays",
                              "disabled: gone",
                              "disabled: failing",
                              "secrets replaced",
                              "signatures by 2",
                              "signatures after an old secret",
                              "keys changed",
                              "keys compromised",
                              "credentials reissued",
                              "asked to recertify",
                              "approval.issued.v1",
                              "approval.renewed.v1",
                              "approval.suspended.v1",
                              "approval.reinstated.v1",
                              "approval.revoked.v1",
                              "approval.expiring.v1",
                              "approval.expired.v1",
                              "approval.reissued.v1"}) {
    INFO(outcome);
    CHECK(sum.tally.contains(outcome));
  }
}

TEST_CASE("fresh worlds hold", "[sim]") {
  const std::uint64_t first_seed = std::random_device{}();
  std::cout << "fresh worlds from seed " << first_seed << std::endl;
  run_worlds(first_seed, number_from_environment("KIOSK_SIM_FRESH", 6));
}

TEST_CASE("a world of approvals runs the same way twice", "[sim]") {
  for (std::uint64_t seed = 7; seed < 9; ++seed) {
    const ApprovalOptions options = draw_approval_options(seed);
    const std::string digest = run_approval_world(options).trace_digest;
    CHECK(run_approval_world(options).trace_digest == digest);
    CHECK(parse_approval_options(to_text(options)) == options);
    ApprovalOptions other = options;
    ++other.seed;
    CHECK(run_approval_world(other).trace_digest != digest);
  }
}

/// Of the reference libraries' own tests.
TEST_CASE("the receiver's own code signs as Standard Webhooks does", "[sim]") {
  const std::string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  CHECK(signature_by(secret, {"msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})"}) ==
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  CHECK(signature_by("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", {"a", 1, "b"}).empty());
}

TEST_CASE("a consumer that is written wrongly is seen", "[sim]") {
  CHECK(rule_broken_with(ConsumerMistake::cursor_before_effect) == "A4: the consumer has missed an event");
  CHECK(rule_broken_with(ConsumerMistake::repeats_not_known) == "A4: a pass with two effects");
  CHECK(rule_broken_with(ConsumerMistake::order_ignored) == "A4: the shop stands otherwise than its approval");
}
