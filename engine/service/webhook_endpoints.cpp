#include "service/webhook_endpoints.hpp"

#include <algorithm>

#include "base/hex.hpp"
#include "service/audit.hpp"
#include "service/deliveries.hpp"
#include "service/webhook_signature.hpp"

namespace kiosk {

namespace {

constexpr seconds stamped_before{60};  ///< how long a request's time may lie before its commit

SecretSalt new_salt(const Context& context) { return {to_hex(context.entropy.uuid_bytes())}; }

EndpointWithSecret with_secret(const Context& context, WebhookEndpoint endpoint) {
  std::string secret = secret_text(webhook_secret(context.hasher, endpoint, endpoint.secret));
  return {std::move(endpoint), std::move(secret)};
}

/// The host alone: a path may hold what only the receiver should know.
void audit(Tx& tx, const Context& context, const std::string& actor, const char* act, const WebhookEndpoint& endpoint,
           const std::string& details, Instant now) {
  append_audit(tx, context.hasher, {actor, act, "webhook:" + endpoint.id.text(), details}, now);
}

std::string host_detail(const Context& context, const std::string& url) {
  const Result<Destination> destination = parse_destination(url, context.destinations);
  return destination.has_value() ? "host=" + destination->host : std::string{};
}

Status check_form(const Context& context, const EndpointForm& form) {
  std::vector<FieldProblem> problems;
  const Result<Destination> destination = parse_destination(form.url, context.destinations);
  if (destination.has_error()) problems = destination.error().fields;
  if (form.description.size() > longest_description) {
    problems.push_back({"/description", "too-long", "at most 200 bytes"});
  }
  const std::vector<std::string>& known = known_event_types();
  for (std::size_t i = 0; i < form.event_types.size(); ++i) {
    if (std::find(known.begin(), known.end(), form.event_types[i]) != known.end()) continue;
    problems.push_back({"/event_types/" + std::to_string(i), "unknown-value", "is no type of event"});
  }
  if (problems.empty()) return {};
  std::string detail = problems.front().pointer.substr(1) + ": " + problems.front().detail;
  return Error{ErrorCode::fields_invalid, std::move(detail), {}, std::move(problems)};
}

void take_form(WebhookEndpoint& endpoint, const EndpointForm& form) {
  endpoint.url = form.url;
  endpoint.description = form.description;
  endpoint.event_types = form.event_types;
}

EndpointForm form_of(const WebhookEndpoint& endpoint) {
  return {endpoint.url, endpoint.description, endpoint.event_types};
}

/// Whoever wants what is so already is answered as if he had just made it so: it may be a repeat of a request whose
/// answer got lost (RFC 9110 §13.1.1).
Status check_seen(const Context& context, const WebhookEndpoint& endpoint, const SeenEndpoint& seen,
                  bool is_so_already = false) {
  if (is_so_already && seen.if_match) return {};
  return require_tag(seen.if_match, endpoint_tag(context.hasher, endpoint), "webhook endpoint");
}

void forget_failures(WebhookEndpoint& endpoint) {
  endpoint.failing_since.reset();
  endpoint.failed_at.reset();
}

/// Sequence of the first event that was stamped at `since` or later; events are numbered without gaps.
std::int64_t first_since(const ReadTx& tx, Instant since) {
  std::int64_t low = 1;
  std::int64_t high = tx.outbox().head() + 1;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (tx.outbox().after(middle - 1, 1).front().created_at < since) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

Result<std::int64_t> replay_certain(Tx& tx, const WebhookEndpoint& endpoint, const std::vector<std::string>& ids,
                                    Instant now) {
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const std::optional<std::int64_t> sequence = tx.outbox().sequence_of(ids[i]);
    if (!sequence) {
      return Error{ErrorCode::fields_invalid,
                   {},
                   {},
                   {{"/eventIds/" + std::to_string(i), "unknown-value", "no event has this id"}}};
    }
    put_in_line(tx, endpoint, tx.outbox().after(*sequence - 1, 1).front(), now);
  }
  return static_cast<std::int64_t>(ids.size());
}

/// The events become deliveries a few at a time (deliveries.hpp), so that a long replay keeps nobody waiting.
std::int64_t replay_since(Tx& tx, WebhookEndpoint endpoint, Instant since) {
  const std::int64_t first = first_since(tx, since - stamped_before);
  const std::int64_t head = tx.outbox().head();
  const bool running = endpoint.replay_after < endpoint.replay_to;
  endpoint.replay_after = running ? std::min(endpoint.replay_after, first - 1) : first - 1;
  endpoint.replay_to = head;
  tx.webhooks().update_endpoint(endpoint);
  return head - first + 1;
}

}  // namespace

Result<WebhookEndpoint> find_endpoint(const ReadTx& tx, const Uuid& id) {
  std::optional<WebhookEndpoint> endpoint = tx.webhooks().endpoint(id);
  if (!endpoint) return failure(ErrorCode::endpoint_unknown, "no webhook endpoint has this id");
  return std::move(*endpoint);
}

EndpointHealth endpoint_health(const ReadTx& tx, const WebhookEndpoint& endpoint) {
  const WebhookRows& rows = tx.webhooks();
  return {endpoint, rows.pending(endpoint.row), rows.dead_letters(endpoint.row), rows.oldest_pending(endpoint.row)};
}

std::string endpoint_tag(const Hasher& hasher, const WebhookEndpoint& endpoint) {
  constexpr std::size_t digits = 32;
  std::string settings = endpoint.url + '\n' + endpoint.description + '\n' + endpoint.secret.text + '\n';
  if (endpoint.disabled) settings += disable_reason_name(*endpoint.disabled);
  for (const std::string& type : endpoint.event_types) settings += '\n' + type;
  return hasher.sha256(settings).hex().substr(0, digits);
}

Result<EndpointWithSecret> add_endpoint(Tx& tx, const Context& context, const std::string& actor,
                                        const EndpointForm& form, Instant now) {
  if (const Status checked = check_form(context, form); checked.has_error()) return checked.error();
  if (tx.webhooks().endpoints().size() >= most_endpoints) return failure(ErrorCode::endpoints_full);
  WebhookEndpoint endpoint;
  endpoint.id = Uuid::random(context.entropy.uuid_bytes());
  take_form(endpoint, form);
  endpoint.created_at = now;
  endpoint.secret = new_salt(context);
  endpoint.cursor = tx.outbox().head();
  endpoint.row = tx.webhooks().add_endpoint(endpoint);
  audit(tx, context, actor, "webhook-added", endpoint, host_detail(context, form.url), now);
  return with_secret(context, std::move(endpoint));
}

Result<WebhookEndpoint> change_endpoint(Tx& tx, const Context& context, const std::string& actor,
                                        const SeenEndpoint& seen, const EndpointForm& form, Instant now) {
  Result<WebhookEndpoint> endpoint = find_endpoint(tx, seen.id);
  if (endpoint.has_error()) return endpoint.error();
  const bool is_so_already = form_of(*endpoint) == form;
  const Status fits = check_seen(context, *endpoint, seen, is_so_already);
  if (fits.has_error()) return fits.error();
  if (is_so_already) return endpoint;
  if (const Status checked = check_form(context, form); checked.has_error()) return checked.error();
  if (endpoint->url != form.url) forget_failures(*endpoint);  // they were another receiver's
  take_form(*endpoint, form);
  tx.webhooks().update_endpoint(*endpoint);
  audit(tx, context, actor, "webhook-changed", *endpoint, host_detail(context, form.url), now);
  return endpoint;
}

Result<WebhookEndpoint> enable_endpoint(Tx& tx, const Context& context, const std::string& actor,
                                        const SeenEndpoint& seen, Instant now) {
  Result<WebhookEndpoint> endpoint = find_endpoint(tx, seen.id);
  if (endpoint.has_error()) return endpoint;
  const bool is_so_already = !endpoint->disabled;
  const Status fits = check_seen(context, *endpoint, seen, is_so_already);
  if (fits.has_error()) return fits.error();
  if (is_so_already) return endpoint;
  endpoint->disabled.reset();
  forget_failures(*endpoint);
  tx.webhooks().update_endpoint(*endpoint);
  audit(tx, context, actor, "webhook-enabled", *endpoint, {}, now);
  return endpoint;
}

Result<WebhookEndpoint> disable_endpoint(Tx& tx, const Context& context, const std::string& actor,
                                         const SeenEndpoint& seen, Instant now) {
  Result<WebhookEndpoint> endpoint = find_endpoint(tx, seen.id);
  if (endpoint.has_error()) return endpoint;
  const bool is_so_already = endpoint->disabled.has_value();
  const Status fits = check_seen(context, *endpoint, seen, is_so_already);
  if (fits.has_error()) return fits.error();
  if (is_so_already) return endpoint;
  endpoint->disabled = DisableReason::by_hand;
  tx.webhooks().update_endpoint(*endpoint);
  audit(tx, context, actor, "webhook-disabled", *endpoint, "reason=by-hand", now);
  return endpoint;
}

Status remove_endpoint(Tx& tx, const Context& context, const std::string& actor, const SeenEndpoint& seen,
                       Instant now) {
  const Result<WebhookEndpoint> endpoint = find_endpoint(tx, seen.id);
  if (endpoint.has_error()) return endpoint.error();
  if (const Status fits = check_seen(context, *endpoint, seen); fits.has_error()) return fits.error();
  tx.webhooks().remove_endpoint(endpoint->row, now);
  audit(tx, context, actor, "webhook-removed", *endpoint, {}, now);
  return {};
}

Result<EndpointWithSecret> rotate_secret(Tx& tx, const Context& context, const std::string& actor,
                                         const SeenEndpoint& seen, Instant now) {
  Result<WebhookEndpoint> endpoint = find_endpoint(tx, seen.id);
  if (endpoint.has_error()) return endpoint.error();
  if (const Status fits = check_seen(context, *endpoint, seen); fits.has_error()) return fits.error();
  endpoint->previous_secret = endpoint->secret;
  endpoint->previous_until = now + old_secret_lifetime;
  endpoint->secret = new_salt(context);
  tx.webhooks().update_endpoint(*endpoint);
  audit(tx, context, actor, "webhook-secret-rotated", *endpoint, {}, now);
  return with_secret(context, std::move(*endpoint));
}

Result<std::string> test_endpoint(Tx& tx, const Context& context, const std::string& actor, const Uuid& id,
                                  Instant now) {
  const Result<WebhookEndpoint> endpoint = find_endpoint(tx, id);
  if (endpoint.has_error()) return endpoint.error();
  if (endpoint->disabled) return failure(ErrorCode::endpoint_disabled);
  Delivery delivery;
  delivery.endpoint = endpoint->row;
  delivery.event_id = "evt_" + to_hex(Uuid::time_ordered(now, context.entropy.uuid_bytes()).bytes());
  FrozenEvent event = context.credentials.test_event({delivery.event_id, now, id});
  delivery.type = std::move(event.type);
  delivery.subject = std::move(event.subject);
  delivery.created_at = now;
  delivery.next_at = now;
  tx.webhooks().add_delivery(delivery, event.body);
  audit(tx, context, actor, "webhook-tested", *endpoint, "event=" + delivery.event_id, now);
  return delivery.event_id;
}

Result<Delivery> redeliver(Tx& tx, const Context& context, const std::string& actor, const Uuid& id,
                           const std::string& event_id, Instant now) {
  const Result<WebhookEndpoint> endpoint = find_endpoint(tx, id);
  if (endpoint.has_error()) return endpoint.error();
  std::optional<Delivery> delivery = tx.webhooks().delivery(endpoint->row, event_id);
  if (!delivery) return failure(ErrorCode::delivery_unknown);
  put_in_line_again(tx, *delivery, now);
  audit(tx, context, actor, "webhook-redelivered", *endpoint, "event=" + event_id, now);
  return std::move(*delivery);
}

Result<std::int64_t> replay(Tx& tx, const Context& context, const std::string& actor, const Uuid& id,
                            const ReplayWish& wish, Instant now) {
  const Result<WebhookEndpoint> endpoint = find_endpoint(tx, id);
  if (endpoint.has_error()) return endpoint.error();
  Result<std::int64_t> count =
      wish.since ? replay_since(tx, *endpoint, *wish.since) : replay_certain(tx, *endpoint, wish.event_ids, now);
  if (count.has_error()) return count;
  audit(tx, context, actor, "webhook-replayed", *endpoint, "events=" + std::to_string(*count), now);
  return count;
}

Result<DeliveryPage> list_deliveries(const ReadTx& tx, const DeliveryQuery& query) {
  const Result<WebhookEndpoint> endpoint = find_endpoint(tx, query.endpoint);
  if (endpoint.has_error()) return endpoint.error();
  std::optional<DeliveryId> before;
  if (!query.cursor.empty()) {
    const std::optional<Delivery> last = tx.webhooks().delivery(endpoint->row, query.cursor);
    if (!last) return failure(ErrorCode::cursor_unknown, "no delivery to this endpoint has this id");
    before = last->row;
  }
  DeliveryPage page{tx.webhooks().deliveries(endpoint->row, query.state, before, query.limit + 1), {}};
  if (page.deliveries.size() > static_cast<std::size_t>(query.limit)) {
    page.deliveries.pop_back();
    page.next_cursor = page.deliveries.back().event_id;
  }
  return page;
}

Result<DeliveryLog> delivery_log(const ReadTx& tx, const Uuid& id, const std::string& event_id) {
  const Result<WebhookEndpoint> endpoint = find_endpoint(tx, id);
  if (endpoint.has_error()) return endpoint.error();
  std::optional<Delivery> delivery = tx.webhooks().delivery(endpoint->row, event_id);
  if (!delivery) return failure(ErrorCode::delivery_unknown);
  std::vector<DeliveryAttempt> attempts = tx.webhooks().attempts(delivery->row);
  return DeliveryLog{std::move(*delivery), std::move(attempts)};
}

}  // namespace kiosk
