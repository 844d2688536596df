#include "sqlite/webhook_rows.hpp"

#include <limits>

namespace kiosk::sqlite {

namespace {

/// `rest`: WHERE and what follows. The columns are those of `endpoint_at`.
std::string select_endpoints(std::string_view rest) {
  return std::string{
      "SELECT endpoint, public_id, url, description, event_types, created_ms, disabled, secret_salt,"
      " previous_salt, previous_until_ms, cursor, replay_after, replay_to, failing_since_ms, failed_ms"
      " FROM webhook_endpoints WHERE removed_ms IS NULL "}
      .append(rest);
}

/// The columns are those of `delivery_at`.
std::string select_deliveries(std::string_view rest) {
  return std::string{
      "SELECT delivery, endpoint, event_id, type, subject, sequence, created_ms, state, attempts, failures,"
      " next_ms, last_outcome, last_status, last_error FROM deliveries WHERE "}
      .append(rest);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

WebhookEndpoint endpoint_at(const Statement& row) {
  WebhookEndpoint endpoint;
  endpoint.row = row_id_at<EndpointId>(row, 0);
  endpoint.id = uuid_at(row, 1);
  endpoint.url = row.text(2);
  endpoint.description = row.text(3);
  endpoint.event_types = split(row.text(4));
  endpoint.created_at = instant_at(row, 5);
  if (!row.is_null(6)) endpoint.disabled = stored(parse_disable_reason(row.text(6)), "reason of an endpoint");
  endpoint.secret.text = row.text(7);
  endpoint.previous_secret.text = row.text(8);
  endpoint.previous_until = optional_instant_at(row, 9);
  endpoint.cursor = row.integer(10);
  endpoint.replay_after = row.integer(11);
  endpoint.replay_to = row.integer(12);
  endpoint.failing_since = optional_instant_at(row, 13);
  endpoint.failed_at = optional_instant_at(row, 14);
  return endpoint;
}

Delivery delivery_at(const Statement& row) {
  Delivery delivery;
  delivery.row = row_id_at<DeliveryId>(row, 0);
  delivery.endpoint = row_id_at<EndpointId>(row, 1);
  delivery.event_id = row.text(2);
  delivery.type = row.text(3);
  delivery.subject = row.text(4);
  if (!row.is_null(5)) delivery.sequence = row.integer(5);
  delivery.created_at = instant_at(row, 6);
  delivery.state = stored(parse_delivery_state(row.text(7)), "state of a delivery");
  delivery.attempts = int_at(row, 8);
  delivery.failures = int_at(row, 9);
  delivery.next_at = optional_instant_at(row, 10);
  if (!row.is_null(11)) delivery.last_outcome = stored(parse_outcome(row.text(11)), "outcome of a delivery");
  delivery.last_status = int_at(row, 12);
  delivery.last_error = row.text(13);
  return delivery;
}

std::vector<Delivery> all_deliveries(Statement rows) {
  std::vector<Delivery> deliveries;
  while (rows.next()) deliveries.push_back(delivery_at(rows));
  return deliveries;
}

template <class Reason, class Name>
std::optional<std::string_view> name_of(const std::optional<Reason>& value, Name name) {
  if (!value) return std::nullopt;
  return name(*value);
}

std::optional<Instant> only_instant(Statement row) {
  if (!row.next()) return std::nullopt;
  return optional_instant_at(row, 0);
}

}  // namespace

std::vector<WebhookEndpoint> SqliteWebhookRows::endpoints() const {
  Statement rows = database_.query(select_endpoints("ORDER BY endpoint"));
  std::vector<WebhookEndpoint> endpoints;
  while (rows.next()) endpoints.push_back(endpoint_at(rows));
  return endpoints;
}

std::optional<WebhookEndpoint> SqliteWebhookRows::endpoint(const Uuid& id) const {
  Statement row = database_.query(select_endpoints("AND public_id = ?1"), id);
  if (!row.next()) return std::nullopt;
  return endpoint_at(row);
}

EndpointId SqliteWebhookRows::add_endpoint(const WebhookEndpoint& fresh) {
  database_.run(
      "INSERT INTO webhook_endpoints (public_id, url, description, event_types, created_ms, disabled, secret_salt,"
      " previous_salt, previous_until_ms, cursor, replay_after, replay_to, failing_since_ms, failed_ms)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
      fresh.id, fresh.url, fresh.description, joined(fresh.event_types), fresh.created_at,
      name_of(fresh.disabled, disable_reason_name), fresh.secret.text, fresh.previous_secret.text, fresh.previous_until,
      fresh.cursor, fresh.replay_after, fresh.replay_to, fresh.failing_since, fresh.failed_at);
  return EndpointId{database_.last_row()};
}

void SqliteWebhookRows::update_endpoint(const WebhookEndpoint& changed) {
  const int rows = database_.run(
      "UPDATE webhook_endpoints SET url = ?2, description = ?3, event_types = ?4, disabled = ?5, secret_salt = ?6,"
      " previous_salt = ?7, previous_until_ms = ?8, cursor = ?9, replay_after = ?10, replay_to = ?11,"
      " failing_since_ms = ?12, failed_ms = ?13 WHERE endpoint = ?1 AND removed_ms IS NULL",
      changed.row, changed.url, changed.description, joined(changed.event_types),
      name_of(changed.disabled, disable_reason_name), changed.secret.text, changed.previous_secret.text,
      changed.previous_until, changed.cursor, changed.replay_after, changed.replay_to, changed.failing_since,
      changed.failed_at);
  expect_one_row(rows, "endpoint");
}

void SqliteWebhookRows::remove_endpoint(EndpointId row, Instant now) {
  expect_one_row(
      database_.run("UPDATE webhook_endpoints SET removed_ms = ?2 WHERE endpoint = ?1 AND removed_ms IS NULL", row,
                    now),
      "endpoint");
}

std::vector<Delivery> SqliteWebhookRows::due(EndpointId endpoint, Instant now, int limit) const {
  return all_deliveries(database_.query(
      select_deliveries("endpoint = ?1 AND state = 'pending' AND next_ms <= ?2 ORDER BY next_ms, delivery LIMIT ?3"),
      endpoint, now, limit));
}

std::optional<Instant> SqliteWebhookRows::next_due(EndpointId endpoint) const {
  return only_instant(
      database_.query("SELECT min(next_ms) FROM deliveries WHERE endpoint = ?1 AND state = 'pending'", endpoint));
}

std::optional<Instant> SqliteWebhookRows::oldest_pending(EndpointId endpoint) const {
  return only_instant(
      database_.query("SELECT min(created_ms) FROM deliveries WHERE endpoint = ?1 AND state = 'pending'", endpoint));
}

std::int64_t SqliteWebhookRows::dead_letters(EndpointId endpoint) const {
  Statement row = database_.query("SELECT count(*) FROM deliveries WHERE endpoint = ?1 AND state = 'dead'", endpoint);
  row.next();
  return row.integer(0);
}

std::int64_t SqliteWebhookRows::pending(EndpointId endpoint) const {
  Statement row =
      database_.query("SELECT count(*) FROM deliveries WHERE endpoint = ?1 AND state = 'pending'", endpoint);
  row.next();
  return row.integer(0);
}

std::vector<Delivery> SqliteWebhookRows::of_subject(const std::string& subject, int limit) const {
  return all_deliveries(
      database_.query(select_deliveries("subject = ?1 ORDER BY delivery DESC LIMIT ?2"), subject, limit));
}

std::vector<Delivery> SqliteWebhookRows::deliveries(EndpointId endpoint, std::optional<DeliveryState> state,
                                                    std::optional<DeliveryId> before, int limit) const {
  const std::int64_t end = before ? before->value : std::numeric_limits<std::int64_t>::max();
  return all_deliveries(database_.query(
      select_deliveries(
          "endpoint = ?1 AND delivery < ?2 AND (?3 IS NULL OR state = ?3) ORDER BY delivery DESC LIMIT ?4"),
      endpoint, end, name_of(state, delivery_state_name), limit));
}

std::optional<Delivery> SqliteWebhookRows::delivery(EndpointId endpoint, const std::string& event_id) const {
  Statement row = database_.query(select_deliveries("endpoint = ?1 AND event_id = ?2"), endpoint, event_id);
  if (!row.next()) return std::nullopt;
  return delivery_at(row);
}

std::string SqliteWebhookRows::test_body(DeliveryId row) const {
  Statement found = database_.query("SELECT test_body FROM deliveries WHERE delivery = ?1", row);
  if (!found.next()) unreadable("delivery");
  return found.text(0);
}

std::vector<DeliveryAttempt> SqliteWebhookRows::attempts(DeliveryId row) const {
  Statement rows = database_.query(
      "SELECT at_ms, outcome, status, took_ms, error FROM delivery_attempts WHERE delivery = ?1 ORDER BY attempt", row);
  std::vector<DeliveryAttempt> attempts;
  while (rows.next()) {
    attempts.push_back({instant_at(rows, 0), stored(parse_outcome(rows.text(1)), "outcome of an attempt"),
                        int_at(rows, 2), milliseconds{rows.integer(3)}, rows.text(4)});
  }
  return attempts;
}

DeliveryId SqliteWebhookRows::add_delivery(const Delivery& fresh, const std::string& test_body) {
  const std::optional<std::string_view> own_body =
      fresh.sequence ? std::nullopt : std::optional{std::string_view{test_body}};
  database_.run(
      "INSERT INTO deliveries (endpoint, event_id, type, subject, sequence, test_body, created_ms, state, attempts,"
      " failures, next_ms, last_outcome, last_status, last_error)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
      fresh.endpoint, fresh.event_id, fresh.type, fresh.subject, fresh.sequence, own_body, fresh.created_at,
      delivery_state_name(fresh.state), fresh.attempts, fresh.failures, fresh.next_at,
      name_of(fresh.last_outcome, outcome_name), fresh.last_status, fresh.last_error);
  return DeliveryId{database_.last_row()};
}

void SqliteWebhookRows::update_delivery(const Delivery& changed) {
  const int rows = database_.run(
      "UPDATE deliveries SET state = ?2, attempts = ?3, failures = ?4, next_ms = ?5, last_outcome = ?6,"
      " last_status = ?7, last_error = ?8 WHERE delivery = ?1",
      changed.row, delivery_state_name(changed.state), changed.attempts, changed.failures, changed.next_at,
      name_of(changed.last_outcome, outcome_name), changed.last_status, changed.last_error);
  expect_one_row(rows, "delivery");
}

void SqliteWebhookRows::add_attempt(DeliveryId row, const DeliveryAttempt& attempt) {
  database_.run(
      "INSERT INTO delivery_attempts (delivery, at_ms, outcome, status, took_ms, error)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      row, attempt.at, outcome_name(attempt.outcome), attempt.status, attempt.took.count(), attempt.error);
}

}  // namespace kiosk::sqlite
