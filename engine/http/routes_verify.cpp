#include "http/public_page.hpp"
#include "http/routes.hpp"
#include "json/replies.hpp"
#include "json/requests.hpp"
#include "service/public_approval.hpp"

namespace kiosk::http {

namespace {

void verify(HandlerParts& parts, const Request& request, const Responder& responder) {
  const Result<std::string> credential = json::read_verify(request.body);
  if (credential.has_error()) return responder.refuse(credential.error());

  const Instant now = request.received_at;
  if (const auto wait = parts.budgets.looks.take(request.network, now)) return responder.refuse_try(*wait);

  read_for<Verification>(
      parts.store,
      [&checker = parts.checker, credential = *credential, now](const ReadTx& tx) -> Result<Verification> {
        return verify_credential(tx, checker, credential, now);
      },
      [responder](const Result<Verification>& verification) {
        if (verification.has_error()) return responder.refuse(verification.error());
        responder.json(json::write_verification(*verification));
      });
}

/// A page of another origin asks whether it may send its JSON (Fetch standard, CORS-preflight).
void allow_verify(HandlerParts&, const Request&, const Responder& responder) {
  Reply reply = no_content();
  reply.with("Access-Control-Allow-Methods", "POST");
  reply.with("Access-Control-Allow-Headers", "Content-Type");
  reply.with("Access-Control-Max-Age", "86400");
  responder.give(std::move(reply));
}

void show_approval_page(HandlerParts& parts, const Request& request, const Responder& responder) {
  const Instant now = request.received_at;
  if (const auto wait = parts.budgets.looks.take(request.network, now)) return responder.refuse_try(*wait);

  read_for<PublicApproval>(
      parts.store,
      [&context = parts.context, token = request.parameter("token"), now](const ReadTx& tx) {
        return public_approval(tx, context, token, now);
      },
      [&documents = parts.documents, request, responder](const Result<PublicApproval>& approval) {
        if (approval.has_error() && approval.error().code != ErrorCode::approval_unknown) {
          return responder.refuse(approval.error());
        }
        if (approval.has_error()) return responder.give(unknown_approval_reply(documents, request));
        const Language language = page_language(request, approval->record.language);
        responder.give(page_reply(200, documents.approval_page(*approval, language), language));
      });
}

void show_page_style(HandlerParts& parts, const Request& request, const Responder& responder) {
  responder.give(document_reply(parts, request, parts.documents.page_style(), "public, max-age=3600"));
}

void set_public_name(HandlerParts& parts, const Request& request, const Responder& responder) {
  const Result<bool> shown = json::read_public_name(request.body);
  if (shown.has_error()) return responder.refuse(shown.error());

  const ShowNameCommand command{parts.origin.applicant_token(request), id_parameter(request, "approval"), *shown};
  const Instant now = request.received_at;
  submit_for<VerifyPage>(
      parts.store, [&context = parts.context, command, now](Tx& tx) { return show_name(tx, context, command, now); },
      [&parts, responder, now](const Result<VerifyPage>& page) {
        if (page.has_error()) return responder.refuse(page.error());
        responder.json(json::write_verify_page(*page, {parts.base_url, now}));
      });
}

}  // namespace

std::vector<Route> verify_routes(HandlerParts& parts) {
  const auto of_verify = [&](Method method, std::size_t body_limit, HandlerFunction function) {
    Route route{method, "/api/v1/verify", Audience::anyone, body_limit, Urgency::reading, handler(parts, function)};
    route.only_reads = true;
    route.for_any_origin = true;
    return route;
  };
  return {
      of_verify(Method::post, json::most_bytes_of_verify, verify),
      of_verify(Method::options, 0, allow_verify),
      {Method::get, "/v/{token}", Audience::anyone, 0, Urgency::reading, handler(parts, show_approval_page)},
      {Method::get, "/pages/public.css", Audience::anyone, 0, Urgency::reading, handler(parts, show_page_style)},
      {Method::put, "/api/v1/approvals/{approval}/public-name", Audience::applicant, json::most_bytes_of_others,
       Urgency::reading, handler(parts, set_public_name)},
  };
}

}  // namespace kiosk::http
