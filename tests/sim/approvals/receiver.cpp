#include "sim/approvals/receiver.hpp"

#include <algorithm>

#include "sim/exam/heard.hpp"

namespace kiosk::sim {

namespace {

constexpr std::uint64_t receiver_stream = 703;
constexpr milliseconds patience{15'000};

}  // namespace

Receiver::Receiver(std::uint64_t seed, Troubles& troubles, Consumer& consumer, Checker& checker, Tally& tally)
    : troubles_(troubles), consumer_(consumer), checker_(checker), tally_(tally), chance_(seed, receiver_stream) {}

void Receiver::new_day(Instant now) {
  seconds down{0};
  if (troubles_.happens(Trouble::outage)) down = seconds{chance_.between(600, 80 * 3600)};
  if (troubles_.happens(Trouble::long_outage)) down = seconds{chance_.between(5 * 86400, 8 * 86400)};
  down_until_ = std::max(down_until_, now + down);
}

ReceiverReply Receiver::no_answer(AttemptOutcome outcome) {
  return {outcome, 0, {}, outcome == AttemptOutcome::timed_out ? patience : milliseconds{50}};
}

ReceiverReply Receiver::refusal(int status) {
  return {outcome_of_status(status), status, {}, milliseconds{chance_.between(1, 2000)}};
}

std::optional<ReceiverReply> Receiver::trouble() {
  if (troubles_.happens(Trouble::answer_500)) return refusal(500);
  if (troubles_.happens(Trouble::answer_410)) return refusal(410);
  if (troubles_.happens(Trouble::answer_413)) return refusal(413);
  if (troubles_.happens(Trouble::no_answer)) return no_answer(AttemptOutcome::timed_out);
  if (troubles_.happens(Trouble::answer_429)) {
    ReceiverReply reply = refusal(429);
    reply.retry_after = seconds{chance_.between(1, 2 * 86400)};
    return reply;
  }
  if (troubles_.happens(Trouble::answer_503)) {
    ReceiverReply reply = refusal(503);
    if (chance_.percent(50)) reply.retry_after = seconds{chance_.between(0, 3600)};
    return reply;
  }
  return std::nullopt;
}

void Receiver::check_signature(const ReceivedWebhook& received) {
  require(received.webhook.timestamp == to_unix_ms(received.began) / 1000, "A11: a try says another time than its own");
  require(secrets_.allows(received), "A11: a try is not signed with the secrets of its time");
  ++tally_["signatures by " + std::to_string(secrets_.signing(received.began))];
  if (secrets_.replaced() > 0 && secrets_.signing(received.began) == 1) ++tally_["signatures after an old secret"];
}

ReceiverReply Receiver::post(const ReceivedWebhook& received, Instant now) {
  const auto& [id, timestamp, body] = received.webhook;
  checker_.sent(id, body);
  check_signature(received);
  if (now < down_until_) return no_answer(AttemptOutcome::unreachable);
  if (const auto reply = trouble()) return *reply;
  if (troubles_.happens(Trouble::forgets)) {
    checker_.acknowledged(id);
    return {};
  }
  const bool crashes = troubles_.happens(Trouble::crashes);
  consumer_.take(body, crashes);
  if (crashes) return no_answer(AttemptOutcome::unreachable);
  if (troubles_.happens(Trouble::answer_lost)) return no_answer(AttemptOutcome::timed_out);
  checker_.acknowledged(id);
  return {AttemptOutcome::delivered, 204, {}, milliseconds{chance_.between(1, 5000)}};
}

}  // namespace kiosk::sim
