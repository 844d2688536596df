#include "json/webhooks.hpp"

#include "json/read_body.hpp"
#include "json/requests.hpp"
#include "json/writer.hpp"

namespace kiosk::json {

namespace {

constexpr std::size_t text_limit = 1000;  // the use case knows better
constexpr std::size_t id_limit = 64;
constexpr std::size_t most_types = 32;

void write_endpoint_members(Writer& writer, const WebhookEndpoint& endpoint, Instant now) {
  writer.text("id", endpoint.id.text());
  writer.text("url", endpoint.url);
  writer.text("description", endpoint.description);
  writer.begin_array("event_types");
  for (const std::string& type : endpoint.event_types) writer.text(type);
  writer.end();
  writer.text("state", endpoint.disabled ? "disabled" : "enabled");
  if (endpoint.disabled) writer.text("disabled_reason", disable_reason_name(*endpoint.disabled));
  writer.text("created_at", to_rfc3339(endpoint.created_at));
  if (endpoint.failing_since) writer.text("failing_since", to_rfc3339(*endpoint.failing_since));
  if (endpoint.previous_until && now < *endpoint.previous_until) {
    writer.text("previous_secret_until", to_rfc3339(*endpoint.previous_until));
  }
}

void write_health(Writer& writer, const EndpointHealth& health, Instant now) {
  writer.begin_object();
  write_endpoint_members(writer, health.endpoint, now);
  writer.integer("pending", health.pending);
  writer.integer("dead_letters", health.dead_letters);
  if (health.oldest_pending) writer.text("oldest_pending_at", to_rfc3339_ms(*health.oldest_pending));
  writer.end();
}

void write_delivery_members(Writer& writer, const Delivery& delivery) {
  writer.text("event_id", delivery.event_id);
  writer.text("type", delivery.type);
  writer.text("subject", delivery.subject);
  if (delivery.sequence) writer.integer("sequence", *delivery.sequence);
  writer.text("event_time", to_rfc3339_ms(delivery.created_at));
  writer.text("state", delivery_state_name(delivery.state));
  writer.integer("attempts", delivery.attempts);
  if (delivery.next_at) writer.text("next_attempt_at", to_rfc3339_ms(*delivery.next_at));
  if (delivery.last_outcome) writer.text("last_outcome", outcome_name(*delivery.last_outcome));
  if (delivery.last_status != 0) writer.integer("last_status", delivery.last_status);
  if (!delivery.last_error.empty()) writer.text("last_error", delivery.last_error);
}

void write_log_entry(Writer& writer, const DeliveryAttempt& attempt) {
  writer.begin_object();
  writer.text("at", to_rfc3339_ms(attempt.at));
  writer.text("outcome", outcome_name(attempt.outcome));
  if (attempt.status != 0) writer.integer("status", attempt.status);
  writer.integer("took_ms", attempt.took.count());
  if (!attempt.error.empty()) writer.text("error", attempt.error);
  writer.end();
}

}  // namespace

Result<EndpointForm> read_endpoint_form(std::string_view body) {
  return read_body<EndpointForm>(body, most_bytes_of_others, [](ObjectReader& reader, Problems&) {
    EndpointForm form;
    form.url = reader.line("url", text_limit);
    form.description = reader.optional_line("description", text_limit);
    if (reader.has("event_types")) form.event_types = reader.lines("event_types", most_types, id_limit);
    return form;
  });
}

Result<ReplayWish> read_replay(std::string_view body) {
  return read_body<ReplayWish>(body, most_bytes_of_replay, [](ObjectReader& reader, Problems& problems) {
    ReplayWish wish;
    if (reader.has("eventIds")) {
      wish.event_ids = reader.lines("eventIds", most_replayed_ids, id_limit);
      if (reader.has("since")) reader.note("since", "unknown-member", "either since or eventIds");
      return wish;
    }
    wish.since = parse_rfc3339(reader.line("since", id_limit));
    if (problems.empty() && !wish.since) reader.note("since", "characters", "an instant such as 2026-11-22T03:00:00Z");
    return wish;
  });
}

std::string write_endpoint(const WebhookEndpoint& endpoint, Instant now) {
  Writer writer;
  writer.begin_object();
  write_endpoint_members(writer, endpoint, now);
  writer.end();
  return writer.take();
}

std::string write_endpoint_with_secret(const EndpointWithSecret& shown, Instant now) {
  Writer writer;
  writer.begin_object();
  write_endpoint_members(writer, shown.endpoint, now);
  writer.text("secret", shown.secret);
  writer.end();
  return writer.take();
}

std::string write_endpoint_health(const EndpointHealth& endpoint, Instant now) {
  Writer writer;
  write_health(writer, endpoint, now);
  return writer.take();
}

std::string write_endpoints(const std::vector<EndpointHealth>& endpoints, Instant now) {
  Writer writer;
  writer.begin_object();
  writer.begin_array("endpoints");
  for (const EndpointHealth& endpoint : endpoints) write_health(writer, endpoint, now);
  writer.end();
  writer.end();
  return writer.take();
}

std::string write_delivery(const Delivery& delivery) {
  Writer writer;
  writer.begin_object();
  write_delivery_members(writer, delivery);
  writer.end();
  return writer.take();
}

std::string write_approval_deliveries(const std::vector<ApprovalDelivery>& deliveries) {
  Writer writer;
  writer.begin_object();
  writer.begin_array("deliveries");
  for (const ApprovalDelivery& shown : deliveries) {
    writer.begin_object();
    write_delivery_members(writer, shown.delivery);
    if (shown.endpoint) {
      writer.text("endpoint", shown.endpoint->text());
      writer.text("receiver", shown.receiver);
    }
    writer.end();
  }
  writer.end();
  writer.end();
  return writer.take();
}

std::string write_deliveries(const DeliveryPage& page) {
  Writer writer;
  writer.begin_object();
  writer.begin_array("deliveries");
  for (const Delivery& delivery : page.deliveries) {
    writer.begin_object();
    write_delivery_members(writer, delivery);
    writer.end();
  }
  writer.end();
  if (!page.next_cursor.empty()) writer.text("next_cursor", page.next_cursor);
  writer.end();
  return writer.take();
}

std::string write_delivery_log(const DeliveryLog& log) {
  Writer writer;
  writer.begin_object();
  write_delivery_members(writer, log.delivery);
  writer.begin_array("log");
  for (const DeliveryAttempt& attempt : log.attempts) write_log_entry(writer, attempt);
  writer.end();
  writer.end();
  return writer.take();
}

std::string write_tested(const std::string& event_id) {
  Writer writer;
  writer.begin_object();
  writer.text("event_id", event_id);
  writer.end();
  return writer.take();
}

std::string write_replayed(std::int64_t events) {
  Writer writer;
  writer.begin_object();
  writer.integer("events", events);
  writer.end();
  return writer.take();
}

}  // namespace kiosk::json
