#include "http/handler_parts.hpp"

namespace kiosk::http {

void Responder::refuse_later(const Error& error) const {
  Reply reply = problem_reply(error, request_id_);
  reply.delay = wrong_try_delay;
  respond_(std::move(reply));
}

void Responder::refuse_try(milliseconds wait) const {
  const std::int64_t wait_s = std::chrono::ceil<seconds>(wait).count();
  refuse(failure(ErrorCode::too_many_attempts, {}, {{"retry_after_s", wait_s}}));
}

Handler handler(HandlerParts& parts, HandlerFunction function) {
  return [&parts, function](const Request& request, const Respond& respond) {
    function(parts, request, Responder{request, respond});
  };
}

Uuid id_parameter(const Request& request, std::string_view name) {
  return Uuid::parse(request.parameter(name)).value_or(Uuid{});
}

}  // namespace kiosk::http
