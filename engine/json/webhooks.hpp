#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "service/approval_view.hpp"
#include "service/webhook_endpoints.hpp"

/// Bodies of requests and replies about webhook endpoints; the rules are those of requests.hpp and replies.hpp.
namespace kiosk::json {

/// `{url, description?, event_types?:[…]}`
Result<EndpointForm> read_endpoint_form(std::string_view body);

/// `{since}` or `{eventIds:[…]}`, one of the two.
Result<ReplayWish> read_replay(std::string_view body);

std::string write_endpoint(const WebhookEndpoint& endpoint, Instant now);
/// With `secret`.
std::string write_endpoint_with_secret(const EndpointWithSecret& endpoint, Instant now);
/// With `pending`, `dead_letters` and, where there is one, `oldest_pending_at`.
std::string write_endpoint_health(const EndpointHealth& endpoint, Instant now);
/// `{"endpoints":[…]}`, each with its health.
std::string write_endpoints(const std::vector<EndpointHealth>& endpoints, Instant now);
std::string write_delivery(const Delivery& delivery);
/// `{"deliveries":[…]}`, each with `endpoint` and `receiver` as far as they are there.
std::string write_approval_deliveries(const std::vector<ApprovalDelivery>& deliveries);
/// `{"deliveries":[…], next_cursor?}`
std::string write_deliveries(const DeliveryPage& page);
/// The delivery with `log`.
std::string write_delivery_log(const DeliveryLog& log);
/// `{"event_id"}`
std::string write_tested(const std::string& event_id);
/// `{"events"}`
std::string write_replayed(std::int64_t events);

}  // namespace kiosk::json
