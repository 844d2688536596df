#include "support/memory_store/webhook_rows.hpp"

#include <algorithm>

namespace kiosk::test {

namespace {

bool is_pending(const Delivery& delivery) { return delivery.state == DeliveryState::pending; }

void refuse_impossible(const Delivery& delivery) {
  refuse_if(is_pending(delivery) != delivery.next_at.has_value(), "a time for what is not pending, or none");
  refuse_if(delivery.failures < 0 || delivery.failures > delivery.attempts, "more failures than attempts");
}

std::optional<Instant> least(const std::vector<Delivery>& deliveries, Instant (*time)(const Delivery&)) {
  std::optional<Instant> found;
  for (const Delivery& delivery : deliveries) found = found ? std::min(*found, time(delivery)) : time(delivery);
  return found;
}

}  // namespace

template <class Fits>
std::vector<Delivery> MemoryWebhookRows::all(EndpointId endpoint, Fits fits) const {
  std::vector<Delivery> found;
  for (const DeliveryRow& row : state_.deliveries) {
    if (row.delivery.endpoint == endpoint && fits(row.delivery)) found.push_back(row.delivery);
  }
  return found;
}

std::vector<WebhookEndpoint> MemoryWebhookRows::endpoints() const {
  std::vector<WebhookEndpoint> found;
  for (const auto& [endpoint, removed] : state_.endpoints) {
    if (!removed) found.push_back(endpoint);
  }
  return found;
}

std::optional<WebhookEndpoint> MemoryWebhookRows::endpoint(const Uuid& id) const {
  for (const WebhookEndpoint& endpoint : endpoints()) {
    if (endpoint.id == id) return endpoint;
  }
  return std::nullopt;
}

EndpointId MemoryWebhookRows::add_endpoint(const WebhookEndpoint& endpoint) {
  for (const auto& known : state_.endpoints) refuse_if(known.first.id == endpoint.id, "an id used twice");
  state_.endpoints.emplace_back(endpoint, false);
  const EndpointId row{static_cast<std::int64_t>(state_.endpoints.size())};
  state_.endpoints.back().first.row = row;
  return row;
}

void MemoryWebhookRows::update_endpoint(const WebhookEndpoint& endpoint) {
  auto& [known, removed] = row_at(state_.endpoints, endpoint.row.value);
  refuse_if(removed, "a removed endpoint");
  known = endpoint;
}

void MemoryWebhookRows::remove_endpoint(EndpointId row, Instant /*now*/) {
  auto& [endpoint, removed] = row_at(state_.endpoints, row.value);
  refuse_if(removed, "a removed endpoint");
  removed = true;
}

std::vector<Delivery> MemoryWebhookRows::due(EndpointId endpoint, Instant now, int limit) const {
  std::vector<Delivery> found =
      all(endpoint, [&](const Delivery& delivery) { return is_pending(delivery) && *delivery.next_at <= now; });
  std::stable_sort(found.begin(), found.end(),
                   [](const Delivery& one, const Delivery& other) { return *one.next_at < *other.next_at; });
  if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
  return found;
}

std::optional<Instant> MemoryWebhookRows::next_due(EndpointId endpoint) const {
  return least(all(endpoint, is_pending), [](const Delivery& delivery) { return *delivery.next_at; });
}

std::optional<Instant> MemoryWebhookRows::oldest_pending(EndpointId endpoint) const {
  return least(all(endpoint, is_pending), [](const Delivery& delivery) { return delivery.created_at; });
}

std::int64_t MemoryWebhookRows::dead_letters(EndpointId endpoint) const {
  return static_cast<std::int64_t>(
      all(endpoint, [](const Delivery& delivery) { return delivery.state == DeliveryState::dead; }).size());
}

std::int64_t MemoryWebhookRows::pending(EndpointId endpoint) const {
  return static_cast<std::int64_t>(all(endpoint, is_pending).size());
}

std::vector<Delivery> MemoryWebhookRows::of_subject(const std::string& subject, int limit) const {
  std::vector<Delivery> found;
  for (auto row = state_.deliveries.rbegin(); row != state_.deliveries.rend(); ++row) {
    if (row->delivery.subject == subject && static_cast<int>(found.size()) < limit) found.push_back(row->delivery);
  }
  return found;
}

std::vector<Delivery> MemoryWebhookRows::deliveries(EndpointId endpoint, std::optional<DeliveryState> state,
                                                    std::optional<DeliveryId> before, int limit) const {
  std::vector<Delivery> found = all(endpoint, [&](const Delivery& delivery) {
    return (!state || delivery.state == *state) && (!before || delivery.row < *before);
  });
  std::reverse(found.begin(), found.end());
  if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
  return found;
}

std::optional<Delivery> MemoryWebhookRows::delivery(EndpointId endpoint, const std::string& event_id) const {
  const std::vector<Delivery> found =
      all(endpoint, [&](const Delivery& delivery) { return delivery.event_id == event_id; });
  if (found.empty()) return std::nullopt;
  return found.front();
}

std::string MemoryWebhookRows::test_body(DeliveryId row) const {
  return row_at(state_.deliveries, row.value).test_body;
}

std::vector<DeliveryAttempt> MemoryWebhookRows::attempts(DeliveryId row) const {
  return row_at(state_.deliveries, row.value).attempts;
}

DeliveryId MemoryWebhookRows::add_delivery(const Delivery& delivery, const std::string& test_body) {
  refuse_if(!has_row(state_.endpoints, delivery.endpoint.value), "no such endpoint");
  refuse_if(this->delivery(delivery.endpoint, delivery.event_id).has_value(), "an event twice for one endpoint");
  refuse_if(delivery.sequence && !state_.events.contains(*delivery.sequence), "no such event");
  refuse_impossible(delivery);
  state_.deliveries.push_back({delivery, test_body, {}});
  const DeliveryId row{static_cast<std::int64_t>(state_.deliveries.size())};
  state_.deliveries.back().delivery.row = row;
  return row;
}

void MemoryWebhookRows::update_delivery(const Delivery& delivery) {
  refuse_impossible(delivery);
  row_at(state_.deliveries, delivery.row.value).delivery = delivery;
}

void MemoryWebhookRows::add_attempt(DeliveryId row, const DeliveryAttempt& attempt) {
  row_at(state_.deliveries, row.value).attempts.push_back(attempt);
}

}  // namespace kiosk::test
