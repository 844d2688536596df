#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/preconditions.hpp"
#include "service/sign_ins.hpp"

/// Managing the receivers of webhooks. What changes something is audited under `actor`.
namespace kiosk {

inline constexpr std::size_t most_endpoints = 16;
inline constexpr std::size_t longest_description = 200;  // bytes

/// What its owner says of an endpoint.
struct EndpointForm {
  std::string url;
  std::string description;
  std::vector<std::string> event_types;  ///< empty: all

  bool operator==(const EndpointForm&) const = default;
};

struct EndpointWithSecret {
  WebhookEndpoint endpoint;
  std::string secret;  ///< `whsec_…`; shown now and never again
};

/// How it stands with what is on its way to an endpoint.
struct EndpointHealth {
  WebhookEndpoint endpoint;
  std::int64_t pending = 0;
  std::int64_t dead_letters = 0;
  std::optional<Instant> oldest_pending;  ///< time of the oldest event on its way
};

EndpointHealth endpoint_health(const ReadTx& tx, const WebhookEndpoint& endpoint);

/// Errors of all that take an id: `endpoint_unknown`.
Result<WebhookEndpoint> find_endpoint(const ReadTx& tx, const Uuid& id);

/// Changes with what people set (URL, description, types, the secret) and with whether it is disabled; not with what
/// deliveries alone change, so that a busy endpoint can be changed. What If-Match is held against.
std::string endpoint_tag(const Hasher& hasher, const WebhookEndpoint& endpoint);

/// An endpoint that somebody wants to change, as he saw it. Errors besides `endpoint_unknown`:
/// `precondition_required`; `precondition_failed` when it is another by now, and not yet as he wants it.
struct SeenEndpoint {
  Uuid id;
  ExpectedTags if_match;
};

/// It gets the events from now on. Errors: `fields_invalid`, `endpoints_full`.
Result<EndpointWithSecret> add_endpoint(Tx& tx, const Context& context, const std::string& actor,
                                        const EndpointForm& form, Instant now);
/// Error `fields_invalid`.
Result<WebhookEndpoint> change_endpoint(Tx& tx, const Context& context, const std::string& actor,
                                        const SeenEndpoint& seen, const EndpointForm& form, Instant now);
/// Enabled again, it gets everything that it has missed.
Result<WebhookEndpoint> enable_endpoint(Tx& tx, const Context& context, const std::string& actor,
                                        const SeenEndpoint& seen, Instant now);
Result<WebhookEndpoint> disable_endpoint(Tx& tx, const Context& context, const std::string& actor,
                                         const SeenEndpoint& seen, Instant now);
/// For ever; an endpoint of the same URL can be added anew.
Status remove_endpoint(Tx& tx, const Context& context, const std::string& actor, const SeenEndpoint& seen, Instant now);
/// The secret so far signs too for `old_secret_lifetime`; the one before it no more.
Result<EndpointWithSecret> rotate_secret(Tx& tx, const Context& context, const std::string& actor,
                                         const SeenEndpoint& seen, Instant now);

/// Puts a test event in line; answers its id. Error `endpoint_disabled`.
Result<std::string> test_endpoint(Tx& tx, const Context& context, const std::string& actor, const Uuid& id,
                                  Instant now);

/// Puts one event in line once more, whatever became of it. Error `delivery_unknown`.
Result<Delivery> redeliver(Tx& tx, const Context& context, const std::string& actor, const Uuid& id,
                           const std::string& event_id, Instant now);

inline constexpr std::size_t most_replayed_ids = 100;

/// Either all events since a time, or certain ones.
struct ReplayWish {
  std::optional<Instant> since;
  std::vector<std::string> event_ids;
};

/// Puts events in line once more, also those that the endpoint never got; answers how many, before the endpoint's own
/// choice of types. Events are stamped a little before they get their place in the feed: `since` reaches back a minute
/// further. Error `fields_invalid` for an id that no event has.
Result<std::int64_t> replay(Tx& tx, const Context& context, const std::string& actor, const Uuid& id,
                            const ReplayWish& wish, Instant now);

struct DeliveryQuery {
  Uuid endpoint;
  std::optional<DeliveryState> state;
  std::string cursor;  ///< id of the last event of the page before; empty: the first page
  int limit = 50;      ///< 1..200
};

struct DeliveryPage {
  std::vector<Delivery> deliveries;  ///< newest first
  std::string next_cursor;           ///< empty: there are no more
};

/// Errors: `endpoint_unknown`, `cursor_unknown`.
Result<DeliveryPage> list_deliveries(const ReadTx& tx, const DeliveryQuery& query);

struct DeliveryLog {
  Delivery delivery;
  std::vector<DeliveryAttempt> attempts;  ///< oldest first
};

/// Errors: `endpoint_unknown`, `delivery_unknown`.
Result<DeliveryLog> delivery_log(const ReadTx& tx, const Uuid& endpoint, const std::string& event_id);

}  // namespace kiosk
