#include "http/handler_parts.hpp"

#include "service/sign_ins.hpp"
#include "service/tokens.hpp"

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

Reply document_reply(const HandlerParts& parts, const Request& request, Document document, const char* caching) {
  const std::string tag = etag_of(parts.context.hasher, document.body);
  Reply reply = typed_reply(200, std::move(document.body), std::move(document.media_type));
  reply.with("Cache-Control", caching);
  return with_etag(request, std::move(reply), tag);
}

void end_sign_in(HandlerParts& parts, const Responder& responder, const std::string& token, const std::string& cookie) {
  parts.store.submit([&context = parts.context, token](Tx& tx) { return sign_out(tx, context, token); },
                     [responder, cookie](const Status& status) {
                       if (status.has_error()) return responder.refuse(status.error());
                       Reply reply = no_content();
                       reply.with("Set-Cookie", cookie);
                       responder.give(std::move(reply));
                     });
}

void note_token_use(HandlerParts& parts, const std::string& bearer) {
  const std::optional<BearerParts> token = split_bearer(bearer);
  const Instant now = parts.clock.now();
  if (!token || !parts.token_uses.note(token->token_id, now)) return;
  parts.store.submit(
      [id = token->token_id, now](Tx& tx) -> Status {
        tx.people().note_token_use(id, now);
        return {};
      },
      [&parts, id = token->token_id](const Status& stored) {
        if (stored.has_error()) parts.token_uses.forget(id);
      });
}

Uuid id_parameter(const Request& request, std::string_view name) {
  return Uuid::parse(request.parameter(name)).value_or(Uuid{});
}

}  // namespace kiosk::http
