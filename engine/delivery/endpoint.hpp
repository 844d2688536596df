#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "delivery/retry.hpp"

namespace kiosk {

using EndpointId = RowId<struct EndpointTag>;
using DeliveryId = RowId<struct DeliveryTag>;

/// Why nothing is sent to an endpoint.
enum class DisableReason {
  by_hand,  ///< staff or the operator
  gone,     ///< it answered 410
  failing,  ///< `longest_failing` of nothing but failures
};

std::string_view disable_reason_name(DisableReason reason);
std::optional<DisableReason> parse_disable_reason(std::string_view name);

/// Webhook secrets are not stored: they are made again from the secret of the data directory and a salt. So the
/// database and its backups hold nothing with which a webhook could be forged.
struct SecretSalt {
  std::string text;  ///< 32 hexadecimal digits; empty: there is none
};

/// How long the secret before the newest one signs too.
inline constexpr seconds old_secret_lifetime{86400};

/// One receiver of webhooks. It gets the events after `cursor`; while it is disabled the cursor stays, so that it
/// misses nothing.
struct WebhookEndpoint {
  EndpointId row;
  Uuid id;
  std::string url;
  std::string description;
  std::vector<std::string> event_types;  ///< of `known_event_types()`; empty: all
  Instant created_at;
  std::optional<DisableReason> disabled;
  SecretSalt secret;
  SecretSalt previous_secret;
  std::optional<Instant> previous_until;  ///< from then on the previous secret signs no more
  std::int64_t cursor = 0;                ///< sequence up to which events have become deliveries
  std::int64_t replay_after = 0;          ///< events after this one …
  std::int64_t replay_to = 0;             ///< … up to this one are still to be delivered once more
  std::optional<Instant> failing_since;   ///< first of a row of failures without a success between
  std::optional<Instant> failed_at;       ///< its latest
};

/// `approval.issued` and so on: what an endpoint may ask for.
const std::vector<std::string>& known_event_types();

/// Whether the endpoint asks for events of this CloudEvents type, `<prefix>.approval.issued.v1`.
bool wants(const WebhookEndpoint& endpoint, std::string_view type);

/// What is sent to try an endpoint. It goes to this endpoint alone and has no place in the feed.
struct EndpointTest {
  std::string event_id;
  Instant time;
  Uuid endpoint;
};

enum class DeliveryState { pending, delivered, dead };

std::string_view delivery_state_name(DeliveryState state);
std::optional<DeliveryState> parse_delivery_state(std::string_view name);

/// One event on its way to one endpoint; the event's id is the `webhook-id` of every try.
struct Delivery {
  DeliveryId row;
  EndpointId endpoint;
  std::string event_id;
  std::string type;
  std::string subject;
  std::optional<std::int64_t> sequence;  ///< of the event in the feed; nothing for a test
  Instant created_at;                    ///< of the event
  DeliveryState state = DeliveryState::pending;
  int attempts = 0;                ///< tries in all
  int failures = 0;                ///< since it was put in line, the first time or again
  std::optional<Instant> next_at;  ///< of pending ones
  std::optional<AttemptOutcome> last_outcome;
  int last_status = 0;     ///< HTTP status of the last answer; 0: there was none
  std::string last_error;  ///< what went wrong, in our own words
};

/// One try, for the log.
struct DeliveryAttempt {
  Instant at;  ///< when it began
  AttemptOutcome outcome = AttemptOutcome::unreachable;
  int status = 0;  ///< 0: no answer
  milliseconds took{0};
  std::string error;
};

}  // namespace kiosk
