#pragma once

#include "service/deliveries.hpp"
#include "sim/approvals/checker.hpp"
#include "sim/approvals/consumer.hpp"
#include "sim/approvals/secret_book.hpp"

namespace kiosk::sim {

/// How the receiver answers a webhook.
struct ReceiverReply {
  AttemptOutcome outcome = AttemptOutcome::delivered;
  int status = 200;
  std::optional<seconds> retry_after;
  milliseconds takes{200};
};

/// The onboarding flow's side of the wire, before its consumer.
class Receiver {
 public:
  Receiver(std::uint64_t seed, Troubles& troubles, Consumer& consumer, Checker& checker, Tally& tally);

  ReceiverReply post(const ReceivedWebhook& received, Instant now);
  /// Once a day it may go down for hours or days.
  void new_day(Instant now);
  void calm() { down_until_ = Instant{}; }
  /// What it was told of the secrets that sign.
  SecretBook& secrets() { return secrets_; }
  /// Whether it has acknowledged what it then forgot.
  bool has_forgotten() const { return troubles_.count_of(Trouble::forgets) > 0; }

 private:
  void check_signature(const ReceivedWebhook& received);
  ReceiverReply no_answer(AttemptOutcome outcome);
  ReceiverReply refusal(int status);
  /// One that comes before the consumer is asked.
  std::optional<ReceiverReply> trouble();

  Troubles& troubles_;
  Consumer& consumer_;
  Checker& checker_;
  Tally& tally_;
  SecretBook secrets_;
  Chance chance_;
  Instant down_until_;
};

}  // namespace kiosk::sim
