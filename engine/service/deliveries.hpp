#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "service/context.hpp"

/// What the delivery thread asks of the store: which events go where, what is due now, what became of it.
///
/// Deliveries are derived from the feed: each endpoint has a cursor, which moves in the transaction that writes the
/// deliveries it passes. So whoever writes events need not know of webhooks, and a crash loses none. A delivery under
/// way is not marked in the store: one process owns it, and what that process had not recorded is due again after its
/// end, with the same id and the same bytes.
namespace kiosk {

/// Puts an event in line for an endpoint, once more when it was before.
void put_in_line(Tx& tx, const WebhookEndpoint& endpoint, const OutboxEvent& event, Instant now);
/// The schedule begins anew.
void put_in_line_again(Tx& tx, Delivery& delivery, Instant now);

/// The next events of each enabled endpoint's cursor and replay become deliveries, at most `events_a_step` each.
inline constexpr int events_a_step = 64;
Status spread_events(Tx& tx, Instant now);

/// Subjects that are being sent, by endpoint.
using InFlight = std::map<Uuid, std::set<std::string>>;

inline constexpr std::size_t most_in_flight = 8;  // an endpoint

struct Outgoing {
  Delivery delivery;
  Uuid endpoint;
  std::string url;
  std::string body;
  std::vector<Digest> secrets;  ///< that sign it
};

/// What a try carries beside id and body.
struct SignedTry {
  std::int64_t timestamp = 0;  ///< seconds
  std::string signature;       ///< value of `webhook-signature`
};

SignedTry sign_try(const Context& context, const Outgoing& outgoing, Instant began);

struct DeliveryPlan {
  bool events_to_spread = false;
  std::vector<Outgoing> outgoing;   ///< may be sent now: `most_in_flight`, and one subject at a time, are kept
  std::optional<Instant> next_due;  ///< of any enabled endpoint, also when it is past
};

Result<DeliveryPlan> plan_deliveries(const ReadTx& tx, const Context& context, const InFlight& in_flight, Instant now);

struct Tried {
  Uuid endpoint;
  std::string event_id;
  DeliveryAttempt attempt;
  std::optional<seconds> retry_after;
};

struct Recorded {
  bool dead = false;                      ///< it became a dead letter
  std::optional<DisableReason> disabled;  ///< it was the endpoint's last
};

/// Writes down a try and what follows from it. Nothing when the endpoint has been removed meanwhile.
Result<Recorded> record_attempt(Tx& tx, const Context& context, const Tried& tried, const RetrySchedule& schedule,
                                Instant now);

struct WebhookCensus {
  std::int64_t dead_letters = 0;
  std::optional<Instant> oldest_undelivered;  ///< time of the oldest event on its way to an enabled endpoint
};

WebhookCensus take_webhook_census(const ReadTx& tx);

}  // namespace kiosk
