#include "sim/approvals/sender.hpp"

#include <algorithm>

namespace kiosk::sim {

namespace {

/// The server looks each second; nothing comes of that but what a commit or `next_due` tells as well.
constexpr seconds longest_without_a_look{2 * 3600};
constexpr seconds store_is_asked_again{1};

}  // namespace

Sender::Sender(EventQueue& time, Machine& machine, Receiver& receiver, Checker& checker, Tally& tally, Trace& trace)
    : time_(time), machine_(machine), receiver_(receiver), checker_(checker), tally_(tally), trace_(trace) {}

void Sender::after(milliseconds wait, std::function<void()> work) {
  time_.after(wait, [this, life = machine_.lives(), work = std::move(work)] {
    if (life == machine_.lives() && machine_.serves()) work();
  });
}

void Sender::begin() {
  in_flight_.clear();
  spreading_ = false;
  next_look_.reset();
  look();
}

void Sender::wake() { look(); }

void Sender::look() {
  if (spreading_) return;
  DeliveryPlan plan;
  const bool could_read = machine_.read([&](const ReadTx& tx, const Context& context) {
    plan = plan_deliveries(tx, context, in_flight_, time_.now()).value();
  });
  if (!could_read) return after(store_is_asked_again, [this] { look(); });
  for (const Outgoing& outgoing : plan.outgoing) send(outgoing);
  if (plan.events_to_spread) return spread();
  Instant next = time_.now() + longest_without_a_look;
  if (plan.next_due && *plan.next_due > time_.now()) next = std::min(next, *plan.next_due);
  if (next_look_ && *next_look_ > time_.now() && *next_look_ <= next) return;
  next_look_ = next;
  after(next - time_.now(), [this] { look(); });
}

void Sender::spread() {
  spreading_ = true;
  machine_.submit([](Tx& tx, const Context&, Instant now) { return spread_events(tx, now); },
                  [this, life = machine_.lives()](const Status& status) {
                    if (life != machine_.lives()) return;
                    spreading_ = false;
                    if (status.has_value()) return look();
                    after(store_is_asked_again, [this] { look(); });
                  });
}

void Sender::send(const Outgoing& outgoing) {
  in_flight_[outgoing.endpoint].insert(outgoing.delivery.subject);
  ++tally_["tries"];
  const Instant began = time_.now();
  ReceivedWebhook received{{outgoing.delivery.event_id, 0, outgoing.body}, {}, began};
  machine_.read([&](const ReadTx&, const Context& context) {
    const SignedTry signed_try = sign_try(context, outgoing, began);
    received.webhook.timestamp = signed_try.timestamp;
    received.signature = signed_try.signature;
  });
  // What is on the wire arrives, whatever becomes of the process.
  time_.after(milliseconds{20}, [this, outgoing, received, began, life = machine_.lives()] {
    const ReceiverReply reply = receiver_.post(received, time_.now());
    trace_.add(time_.now(), outgoing.delivery.event_id + " " + outgoing.delivery.type + ": " +
                                std::string{outcome_name(reply.outcome)} + " " + std::to_string(reply.status));
    const Tried tried{outgoing.endpoint,
                      outgoing.delivery.event_id,
                      {began, reply.outcome, reply.status, reply.takes, {}},
                      reply.retry_after};
    if (life == machine_.lives()) {
      after(reply.takes, [this, tried, subject = outgoing.delivery.subject] { record(tried, subject); });
    }
  });
}

void Sender::record(const Tried& tried, const std::string& subject) {
  auto recorded = std::make_shared<Recorded>();
  machine_.submit(
      [this, tried, recorded](Tx& tx, const Context& context, Instant now) -> Status {
        const Result<Recorded> result = record_attempt(tx, context, tried, standard_schedule(), now);
        if (result.has_error()) return result.error();
        *recorded = *result;
        checker_.recorded(tx, tried, *result, now);
        return {};
      },
      [this, tried, subject, recorded, life = machine_.lives()](const Status& status) {
        checker_.throw_noted();
        if (life != machine_.lives()) return;
        if (status.has_error()) return after(store_is_asked_again, [this, tried, subject] { record(tried, subject); });
        note(tried, *recorded);
        in_flight_[tried.endpoint].erase(subject);
        look();
      });
}

void Sender::note(const Tried& tried, const Recorded& recorded) {
  if (tried.attempt.outcome == AttemptOutcome::delivered) ++tally_["delivered"];
  if (recorded.dead) ++tally_["dead letters"];
  if (!recorded.disabled) return;
  ++tally_["disabled: " + std::string{disable_reason_name(*recorded.disabled)}];
  trace_.add(time_.now(), "the endpoint is disabled");
}

}  // namespace kiosk::sim
