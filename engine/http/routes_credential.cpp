#include "base/base64.hpp"
#include "http/media_types.hpp"
#include "http/public_page.hpp"
#include "http/routes.hpp"
#include "service/public_approval.hpp"

namespace kiosk::http {

namespace {

constexpr const char* html = "text/html";
constexpr const char* credential_caching = "private, max-age=3600";

/// A picture says what its approval is worth; it may be kept as long as the status list, and not when it is bad news.
const char* picture_caching(const PublicApproval& approval) {
  return approval.record.state == ApprovalState::active ? "private, max-age=300" : "no-cache";
}

/// The payload of a compact JWS (RFC 7515 §3.1), which for ours is the credential as JSON.
std::string payload_of(const std::string& jws) {
  const std::size_t first = jws.find('.') + 1;
  return from_base64url(std::string_view{jws}.substr(first, jws.find('.', first) - first)).value_or("");
}

/// An approval and its credential, as everybody may have them.
struct Published {
  PublicApproval approval;
  std::string credential;
};

void read_published(HandlerParts& parts, const Request& request, std::function<void(const Result<Published>&)> done) {
  read_for<Published>(
      parts.store,
      [&context = parts.context, id = id_parameter(request, "credential"),
       now = request.received_at](const ReadTx& tx) -> Result<Published> {
        const std::optional<std::string> credential = tx.approvals().credential(id);
        if (!credential) return failure(ErrorCode::credential_unknown);
        return Published{nameless_approval(tx, context, id, now), *credential};
      },
      std::move(done));
}

/// The bytes that were signed, or what stands in them.
Reply credential_reply(const HandlerParts& parts, const Request& request, const std::string& media_type,
                       const std::string& credential) {
  const bool decoded = media_type == "application/vc";
  Document document{decoded ? payload_of(credential) : credential,
                    media_type == "text/plain" ? "text/plain; charset=utf-8" : media_type};
  return document_reply(parts, request, std::move(document), credential_caching);
}

Reply page_of(const HandlerParts& parts, const Request& request, const PublicApproval& approval) {
  const Language language = page_language(request, approval.record.language);
  return page_reply(200, parts.documents.approval_page(approval, language), language);
}

void show_credential(HandlerParts& parts, const Request& request, const Responder& responder) {
  const auto media_type = negotiated(request, {"application/vc+jwt", "text/plain", "application/vc", html});
  if (!media_type) return responder.refuse(failure(ErrorCode::not_acceptable));

  read_published(parts, request, [&parts, request, responder, type = *media_type](const Result<Published>& found) {
    const bool for_people = type == html;
    if (found.has_error() && for_people && found.error().code == ErrorCode::credential_unknown) {
      return responder.give(unknown_approval_reply(parts.documents, request));
    }
    if (found.has_error()) return responder.refuse(found.error());
    Reply reply = for_people ? page_of(parts, request, found->approval)
                             : credential_reply(parts, request, type, found->credential);
    reply.with("Vary", for_people ? "Accept, Accept-Language" : "Accept");
    responder.give(std::move(reply));
  });
}

std::string disposition(const char* kind, const PublicApproval& approval, const char* ending) {
  return std::string{kind} + "; filename=\"" + approval.record.number + ending + "\"";
}

void download_credential(HandlerParts& parts, const Request& request, const Responder& responder) {
  read_published(parts, request, [&parts, request, responder](const Result<Published>& found) {
    if (found.has_error()) return responder.refuse(found.error());
    Reply reply = credential_reply(parts, request, "application/vc+jwt", found->credential);
    reply.with("Content-Disposition", disposition("attachment", found->approval, ".jwt"));
    responder.give(std::move(reply));
  });
}

void show_badge(HandlerParts& parts, const Request& request, const Responder& responder) {
  if (const auto wait = parts.budgets.looks.take(request.network, request.received_at)) {
    return responder.refuse_try(*wait);
  }
  read_published(parts, request, [&parts, request, responder](const Result<Published>& found) {
    if (found.has_error()) return responder.refuse(found.error());
    const Language language = page_language(request, found->approval.record.language);
    Document badge{parts.certificates.badge(found->approval, found->credential, language), "image/svg+xml"};
    Reply reply = document_reply(parts, request, std::move(badge), picture_caching(found->approval));
    reply.with("Content-Disposition", disposition("inline", found->approval, ".svg"));
    reply.with("Vary", "Accept-Language");
    reply.with("X-Robots-Tag", "noindex");
    responder.give(std::move(reply));
  });
}

/// Prints, and answers when that is done. The language is the reader's, or that of the exam.
void print(HandlerParts& parts, const Request& request, const Responder& responder, const PublicApproval& approval,
           const char* caching) {
  const Language language = page_language(request, approval.record.language);
  const std::string name = disposition("inline", approval, ".pdf");
  parts.certificates.print(approval, language, [&parts, request, responder, name, caching](auto pdf) {
    if (!pdf) return responder.refuse(failure(ErrorCode::unavailable, "too many certificates wait for the press"));
    Reply reply = document_reply(parts, request, {std::move(*pdf), "application/pdf"}, caching);
    reply.with("Content-Disposition", name);
    reply.with("Vary", "Accept-Language");
    reply.with("X-Robots-Tag", "noindex");
    responder.give(std::move(reply));
  });
}

void show_certificate(HandlerParts& parts, const Request& request, const Responder& responder) {
  if (const auto wait = parts.budgets.prints.take(request.network, request.received_at)) {
    return responder.refuse_try(*wait);
  }
  read_published(parts, request, [&parts, request, responder](const Result<Published>& found) {
    if (found.has_error()) return responder.refuse(found.error());
    print(parts, request, responder, found->approval, picture_caching(found->approval));
  });
}

/// With the holder's name, for the holder alone.
void show_own_certificate(HandlerParts& parts, const Request& request, const Responder& responder) {
  if (const auto wait = parts.budgets.prints.take(request.network, request.received_at)) {
    return responder.refuse_try(*wait);
  }
  read_for<PublicApproval>(
      parts.store,
      [&context = parts.context, token = parts.origin.applicant_token(request), id = id_parameter(request, "approval"),
       now = request.received_at](const ReadTx& tx) { return own_approval(tx, context, token, id, now); },
      [&parts, request, responder](const Result<PublicApproval>& approval) {
        if (approval.has_error()) return responder.refuse(approval.error());
        print(parts, request, responder, *approval, "no-store");
      });
}

}  // namespace

std::vector<Route> credential_routes(HandlerParts& parts) {
  const auto row = [&](const char* path, Audience audience, HandlerFunction function) {
    Route route{Method::get, path, audience, 0, Urgency::reading, handler(parts, function)};
    route.for_any_origin = audience == Audience::anyone;
    return route;
  };
  return {
      row("/credentials/{credential}.jwt", Audience::anyone, download_credential),
      row("/credentials/{credential}.svg", Audience::anyone, show_badge),
      row("/credentials/{credential}.pdf", Audience::anyone, show_certificate),
      row("/credentials/{credential}", Audience::anyone, show_credential),
      row("/api/v1/me/approvals/{approval}/certificate.pdf", Audience::applicant, show_own_certificate),
  };
}

}  // namespace kiosk::http
