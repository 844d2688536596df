#include "http/error_map.hpp"
#include "http/routes.hpp"

namespace kiosk::http {

namespace {

void show_alive(const Request& /*request*/, const Respond& respond) { respond(json_reply(200, R"({"status":"ok"})")); }

Handler show_ready(const HealthParts& health) {
  return [health](const Request& request, const Respond& respond) {
    const std::vector<std::string> reasons = health.unready_reasons();
    if (reasons.empty()) return respond(json_reply(200, R"({"status":"ready"})"));
    Error error = failure(ErrorCode::unavailable, "the server is not ready");
    for (const std::string& reason : reasons) error.fields.push_back({"", "not-ready", reason});
    respond(problem_reply(error, request.id));
  };
}

Handler show_metrics(const HealthParts& health, const Metrics& metrics) {
  return [health, &metrics](const Request& /*request*/, const Respond& respond) {
    respond(typed_reply(200, metrics.text(health.figures()), "text/plain; version=0.0.4; charset=utf-8"));
  };
}

}  // namespace

std::vector<Route> health_routes(const HealthParts& health) {
  // Never shed: whoever watches the server must hear from it most of all under load.
  const Urgency urgency = Urgency::running_exam;
  return {
      {Method::get, "/healthz", Audience::anyone, 0, urgency, show_alive},
      {Method::get, "/readyz", Audience::anyone, 0, urgency, show_ready(health)},
  };
}

std::vector<Route> operations_routes(const HealthParts& health, const Metrics& metrics) {
  return {{Method::get, "/metrics", Audience::anyone, 0, Urgency::running_exam, show_metrics(health, metrics)}};
}

}  // namespace kiosk::http
