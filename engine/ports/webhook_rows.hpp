#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "delivery/endpoint.hpp"

namespace kiosk {

/// Receivers of webhooks and what is on its way to them.
class WebhookRows {
 public:
  virtual ~WebhookRows() = default;

  /// All that have not been removed, oldest first.
  virtual std::vector<WebhookEndpoint> endpoints() const = 0;
  virtual std::optional<WebhookEndpoint> endpoint(const Uuid& id) const = 0;
  virtual EndpointId add_endpoint(const WebhookEndpoint& endpoint) = 0;
  virtual void update_endpoint(const WebhookEndpoint& endpoint) = 0;
  /// It is neither found nor listed any more; its deliveries and their log are kept.
  virtual void remove_endpoint(EndpointId row, Instant now) = 0;

  /// Pending ones whose time has come, those that wait longest first.
  virtual std::vector<Delivery> due(EndpointId endpoint, Instant now, int limit) const = 0;
  /// When the first pending one becomes due.
  virtual std::optional<Instant> next_due(EndpointId endpoint) const = 0;
  /// Time of the oldest event that is pending.
  virtual std::optional<Instant> oldest_pending(EndpointId endpoint) const = 0;
  virtual std::int64_t dead_letters(EndpointId endpoint) const = 0;
  /// How many are on their way.
  virtual std::int64_t pending(EndpointId endpoint) const = 0;
  /// To all endpoints, removed ones too; newest first.
  virtual std::vector<Delivery> of_subject(const std::string& subject, int limit) const = 0;
  /// Newest first; `before`: a page ends before that delivery; `state`: nothing = any.
  virtual std::vector<Delivery> deliveries(EndpointId endpoint, std::optional<DeliveryState> state,
                                           std::optional<DeliveryId> before, int limit) const = 0;
  virtual std::optional<Delivery> delivery(EndpointId endpoint, const std::string& event_id) const = 0;
  /// Body of a test; the others' stands in the outbox.
  virtual std::string test_body(DeliveryId row) const = 0;
  /// Oldest first.
  virtual std::vector<DeliveryAttempt> attempts(DeliveryId row) const = 0;

  /// At most one for an endpoint and an event. `test_body`: of a delivery without sequence, else empty.
  virtual DeliveryId add_delivery(const Delivery& delivery, const std::string& test_body) = 0;
  /// What may change: state, counts, next and last.
  virtual void update_delivery(const Delivery& delivery) = 0;
  virtual void add_attempt(DeliveryId row, const DeliveryAttempt& attempt) = 0;
};

}  // namespace kiosk
