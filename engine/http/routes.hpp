#pragma once

#include <functional>
#include <vector>

#include "http/handler_parts.hpp"
#include "http/metrics.hpp"

/// The tables of routes, one for each audience. `parts` outlives the routes.
namespace kiosk::http {

std::vector<Route> applicant_routes(HandlerParts& parts);
/// The applicant's attempts, from prepare to result.
std::vector<Route> attempt_routes(HandlerParts& parts);
std::vector<Route> staff_routes(HandlerParts& parts);
/// Approvals, for staff; one of them for machines too.
std::vector<Route> approval_routes(HandlerParts& parts);
std::vector<Route> machine_routes(HandlerParts& parts);
std::vector<Route> webhook_routes(HandlerParts& parts);
std::vector<Route> public_routes(HandlerParts& parts);
/// A credential in all its forms, and the holder's certificate.
std::vector<Route> credential_routes(HandlerParts& parts);
/// For whoever is shown an approval, and the holder's say about it.
std::vector<Route> verify_routes(HandlerParts& parts);

/// What the composition root knows about the server's health.
struct HealthParts {
  /// Why the server is not ready, a sentence each; empty when it is.
  std::function<std::vector<std::string>()> unready_reasons;
  /// Figures of the parts outside the HTTP server.
  std::function<std::vector<Figure>()> figures;
};

/// Liveness and readiness, on both ports.
std::vector<Route> health_routes(const HealthParts& health);
/// `/metrics`, on the operations port. `metrics` outlives the routes.
std::vector<Route> operations_routes(const HealthParts& health, const Metrics& metrics);

/// The OpenAPI document that is served at /api/openapi.json.
std::string_view openapi_document();

}  // namespace kiosk::http
