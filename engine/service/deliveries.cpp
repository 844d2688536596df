#include "service/deliveries.hpp"

#include <algorithm>

#include "base/ensure.hpp"
#include "base/planted_fault.hpp"
#include "service/audit.hpp"
#include "service/webhook_signature.hpp"

namespace kiosk {

namespace {

/// Enough to find some of a subject that is not being sent.
constexpr int looked_at = 64;

Delivery first_in_line(const WebhookEndpoint& endpoint, const OutboxEvent& event, Instant now) {
  Delivery delivery;
  delivery.endpoint = endpoint.row;
  delivery.event_id = event.id;
  delivery.type = event.type;
  delivery.subject = event.subject;
  delivery.sequence = event.sequence;
  delivery.created_at = event.created_at;
  delivery.next_at = now;
  return delivery;
}

bool is_behind(const WebhookEndpoint& endpoint, std::int64_t head) {
  return endpoint.cursor < head || endpoint.replay_after < endpoint.replay_to;
}

void follow_feed(Tx& tx, WebhookEndpoint& endpoint, Instant now) {
  for (const OutboxEvent& event : tx.outbox().after(endpoint.cursor, events_a_step)) {
    endpoint.cursor = event.sequence;
    if (planted(PlantedFault::cursor_moves_alone) && tx.webhooks().pending(endpoint.row) > 0) continue;
    // A replay may have been here before.
    if (!wants(endpoint, event.type) || tx.webhooks().delivery(endpoint.row, event.id)) continue;
    tx.webhooks().add_delivery(first_in_line(endpoint, event, now), {});
  }
}

void go_on_with_replay(Tx& tx, WebhookEndpoint& endpoint, Instant now) {
  if (endpoint.replay_after >= endpoint.replay_to) return;
  for (const OutboxEvent& event : tx.outbox().after(endpoint.replay_after, events_a_step)) {
    if (event.sequence > endpoint.replay_to) break;
    endpoint.replay_after = event.sequence;
    if (wants(endpoint, event.type)) put_in_line(tx, endpoint, event, now);
  }
}

std::string body_of(const ReadTx& tx, const Delivery& delivery) {
  if (!delivery.sequence) return tx.webhooks().test_body(delivery.row);
  return tx.outbox().after(*delivery.sequence - 1, 1).front().body;
}

void plan_endpoint(const ReadTx& tx, const Context& context, const WebhookEndpoint& endpoint,
                   std::set<std::string> subjects, Instant now, std::vector<Outgoing>& outgoing) {
  if (subjects.size() >= most_in_flight) return;
  const std::vector<Digest> secrets = signing_secrets(context.hasher, endpoint, now);
  for (Delivery& delivery : tx.webhooks().due(endpoint.row, now, looked_at)) {
    if (subjects.size() >= most_in_flight) return;
    if (!subjects.insert(delivery.subject).second) continue;
    std::string body = body_of(tx, delivery);
    outgoing.push_back({std::move(delivery), endpoint.id, endpoint.url, std::move(body), secrets});
  }
}

/// What a try means for the endpoint itself; answers why it is disabled, if it is now.
std::optional<DisableReason> note_health(Tx& tx, WebhookEndpoint endpoint, const NextStep& step, Instant now) {
  if (step.what == NextStep::What::delivered) {
    if (!endpoint.failing_since || planted(PlantedFault::success_not_noted)) return std::nullopt;
    endpoint.failing_since.reset();
    endpoint.failed_at.reset();
    tx.webhooks().update_endpoint(endpoint);
    return std::nullopt;
  }
  // Nothing was tried in between: the old failure says nothing about the time since.
  const bool fails_on = endpoint.failing_since && now - endpoint.failed_at.value_or(now) <= longest_quiet;
  if (!fails_on) endpoint.failing_since = now;
  endpoint.failed_at = now;
  std::optional<DisableReason> reason;
  if (now - *endpoint.failing_since >= longest_failing) reason = DisableReason::failing;
  if (step.endpoint_is_gone) reason = DisableReason::gone;
  if (endpoint.disabled) reason.reset();  // somebody was faster
  if (reason) endpoint.disabled = reason;
  tx.webhooks().update_endpoint(endpoint);
  return reason;
}

void note_step(Delivery& delivery, const Tried& tried, const NextStep& step, Instant now) {
  ++delivery.attempts;
  delivery.last_outcome = tried.attempt.outcome;
  delivery.last_status = tried.attempt.status;
  delivery.last_error = tried.attempt.error;
  delivery.next_at.reset();
  if (step.what == NextStep::What::delivered) {
    delivery.state = DeliveryState::delivered;
    return;
  }
  ++delivery.failures;
  const bool retries = step.what == NextStep::What::retry;
  delivery.state = retries ? DeliveryState::pending : DeliveryState::dead;
  if (!retries && planted(PlantedFault::dead_letter_forgotten)) delivery.state = DeliveryState::delivered;
  if (retries) delivery.next_at = now + step.wait;
}

}  // namespace

SignedTry sign_try(const Context& context, const Outgoing& outgoing, Instant began) {
  SignedTry signed_try;
  signed_try.timestamp = to_unix_ms(began) / 1000;
  std::vector<std::string> keys;
  for (const Digest& secret : outgoing.secrets) keys.push_back(key_of(secret));
  SignedContent content{outgoing.delivery.event_id, signed_try.timestamp, outgoing.body};
  if (planted(PlantedFault::other_time_signed)) content.timestamp = to_unix_ms(outgoing.delivery.created_at) / 1000;
  signed_try.signature = webhook_signature(context.hasher, keys, content);
  return signed_try;
}

void put_in_line(Tx& tx, const WebhookEndpoint& endpoint, const OutboxEvent& event, Instant now) {
  if (std::optional<Delivery> known = tx.webhooks().delivery(endpoint.row, event.id)) {
    put_in_line_again(tx, *known, now);
  } else {
    tx.webhooks().add_delivery(first_in_line(endpoint, event, now), {});
  }
}

void put_in_line_again(Tx& tx, Delivery& delivery, Instant now) {
  delivery.state = DeliveryState::pending;
  delivery.failures = 0;
  delivery.next_at = now;
  tx.webhooks().update_delivery(delivery);
}

Status spread_events(Tx& tx, Instant now) {
  const std::int64_t head = tx.outbox().head();
  for (WebhookEndpoint& endpoint : tx.webhooks().endpoints()) {
    if (endpoint.disabled || !is_behind(endpoint, head)) continue;
    follow_feed(tx, endpoint, now);
    go_on_with_replay(tx, endpoint, now);
    tx.webhooks().update_endpoint(endpoint);
  }
  return {};
}

Result<DeliveryPlan> plan_deliveries(const ReadTx& tx, const Context& context, const InFlight& in_flight, Instant now) {
  DeliveryPlan plan;
  const std::int64_t head = tx.outbox().head();
  for (const WebhookEndpoint& endpoint : tx.webhooks().endpoints()) {
    if (endpoint.disabled) continue;
    plan.events_to_spread |= is_behind(endpoint, head);
    const auto busy = in_flight.find(endpoint.id);
    plan_endpoint(tx, context, endpoint, busy == in_flight.end() ? std::set<std::string>{} : busy->second, now,
                  plan.outgoing);
    if (const auto next = tx.webhooks().next_due(endpoint.row)) {
      plan.next_due = plan.next_due ? std::min(*plan.next_due, *next) : *next;
    }
  }
  return plan;
}

Result<Recorded> record_attempt(Tx& tx, const Context& context, const Tried& tried, const RetrySchedule& schedule,
                                Instant now) {
  const std::optional<WebhookEndpoint> endpoint = tx.webhooks().endpoint(tried.endpoint);
  if (!endpoint) return Recorded{};
  std::optional<Delivery> delivery = tx.webhooks().delivery(endpoint->row, tried.event_id);
  ENSURE(delivery.has_value(), "what was sent is a delivery");
  const NextStep step = next_step({tried.attempt.outcome, tried.attempt.status, tried.retry_after, delivery->failures},
                                  schedule, context.entropy.word());
  note_step(*delivery, tried, step, now);
  tx.webhooks().update_delivery(*delivery);
  tx.webhooks().add_attempt(delivery->row, tried.attempt);
  Recorded recorded{step.what == NextStep::What::dead, note_health(tx, *endpoint, step, now)};
  if (recorded.disabled) {
    append_audit(tx, context.hasher,
                 {server_actor, "webhook-disabled", "webhook:" + endpoint->id.text(),
                  "reason=" + std::string{disable_reason_name(*recorded.disabled)}},
                 now);
  }
  return recorded;
}

WebhookCensus take_webhook_census(const ReadTx& tx) {
  WebhookCensus census;
  const auto note = [&](const Instant time) {
    census.oldest_undelivered = census.oldest_undelivered ? std::min(*census.oldest_undelivered, time) : time;
  };
  for (const WebhookEndpoint& endpoint : tx.webhooks().endpoints()) {
    census.dead_letters += tx.webhooks().dead_letters(endpoint.row);
    if (endpoint.disabled) continue;
    if (const auto oldest = tx.webhooks().oldest_pending(endpoint.row)) note(*oldest);
    for (const OutboxEvent& event : tx.outbox().after(endpoint.cursor, 1)) note(event.created_at);
  }
  return census;
}

}  // namespace kiosk
