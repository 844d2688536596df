#pragma once

#include "ports/webhook_rows.hpp"
#include "sqlite/database.hpp"

namespace kiosk::sqlite {

class SqliteWebhookRows final : public WebhookRows {
 public:
  explicit SqliteWebhookRows(Database& database) : database_(database) {}

  std::vector<WebhookEndpoint> endpoints() const override;
  std::optional<WebhookEndpoint> endpoint(const Uuid& id) const override;
  EndpointId add_endpoint(const WebhookEndpoint& endpoint) override;
  void update_endpoint(const WebhookEndpoint& endpoint) override;
  void remove_endpoint(EndpointId row, Instant now) override;

  std::vector<Delivery> due(EndpointId endpoint, Instant now, int limit) const override;
  std::optional<Instant> next_due(EndpointId endpoint) const override;
  std::optional<Instant> oldest_pending(EndpointId endpoint) const override;
  std::int64_t dead_letters(EndpointId endpoint) const override;
  std::int64_t pending(EndpointId endpoint) const override;
  std::vector<Delivery> of_subject(const std::string& subject, int limit) const override;
  std::vector<Delivery> deliveries(EndpointId endpoint, std::optional<DeliveryState> state,
                                   std::optional<DeliveryId> before, int limit) const override;
  std::optional<Delivery> delivery(EndpointId endpoint, const std::string& event_id) const override;
  std::string test_body(DeliveryId row) const override;
  std::vector<DeliveryAttempt> attempts(DeliveryId row) const override;

  DeliveryId add_delivery(const Delivery& delivery, const std::string& test_body) override;
  void update_delivery(const Delivery& delivery) override;
  void add_attempt(DeliveryId row, const DeliveryAttempt& attempt) override;

 private:
  Database& database_;
};

}  // namespace kiosk::sqlite
