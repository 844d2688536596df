#include "http/query_reader.hpp"
#include "http/routes.hpp"
#include "json/replies.hpp"
#include "json/requests.hpp"
#include "service/applicant_pages.hpp"
#include "service/register_applicant.hpp"

namespace kiosk::http {

namespace {

constexpr std::size_t most_bytes_of_key = 128;

/// `Idempotency-Key` (a quoted string, or the bare key); empty when absent or not usable.
std::string idempotency_key(const Request& request) {
  std::string_view key = request.field("idempotency-key").value_or("");
  if (key.size() >= 2 && key.front() == '"' && key.back() == '"') key = key.substr(1, key.size() - 2);
  return key.size() <= most_bytes_of_key ? std::string{key} : std::string{};
}

Reply signed_in_reply(const HandlerParts& parts, const IssuedSignIn& sign_in, Reply reply, Instant now) {
  const seconds lifetime = std::chrono::floor<seconds>(sign_in.expires_at - now);
  reply.with("Set-Cookie", parts.origin.applicant_cookie(sign_in.token, lifetime));
  return reply;
}

void list_exams(HandlerParts& parts, const Request& request, const Responder& responder) {
  const std::string token = parts.origin.applicant_token(request);
  const Instant now = request.received_at;

  read_for<std::vector<ExamOffer>>(
      parts.store,
      [&context = parts.context, token, now](const ReadTx& tx) { return kiosk::list_exams(tx, context, token, now); },
      [responder](const Result<std::vector<ExamOffer>>& offers) {
        if (offers.has_error()) return responder.refuse(offers.error());
        responder.json(json::write_exams(*offers));
      });
}

void list_regions(HandlerParts& parts, const Request& request, const Responder& responder) {
  QueryReader query{request};
  const std::string parent = query.text("parent");
  if (const Status status = query.finish(); status.has_error()) return responder.refuse(status.error());

  const CataloguePointer catalogue = parts.context.catalogue.get();
  if (parent.empty()) return responder.json(json::write_regions(catalogue->regions.countries()));
  const Region* region = catalogue->regions.find(parent);
  if (region == nullptr) return responder.refuse(failure(ErrorCode::region_unknown));
  responder.json(json::write_regions(region->children));
}

void register_applicant(HandlerParts& parts, const Request& request, const Responder& responder) {
  Result<RegisterCommand> command = json::read_register(request.body);
  if (command.has_error()) return responder.refuse(command.error());
  command->idempotency_key = idempotency_key(request);

  const Instant now = request.received_at;
  if (const auto wait = parts.budgets.registrations.take(request.network, now)) return responder.refuse_try(*wait);

  submit_for<Registered>(
      parts.store,
      [&context = parts.context, command = *command, now](Tx& tx) {
        return kiosk::register_applicant(tx, context, command, now);
      },
      [&parts, responder, now](const Result<Registered>& registered) {
        if (registered.has_error()) return responder.refuse(registered.error());
        Reply reply = json_reply(201, json::write_registered(*registered));
        responder.give(signed_in_reply(parts, registered->sign_in, std::move(reply), now));
      });
}

void sign_in(HandlerParts& parts, const Request& request, const Responder& responder) {
  const Result<std::string> code = json::read_sign_in(request.body);
  if (code.has_error()) return responder.refuse(code.error());

  const Instant now = request.received_at;
  const std::string address = request.network;
  if (const auto wait = parts.budgets.codes.take(address, now)) return responder.refuse_try(*wait);

  submit_for<ApplicantSignedIn>(
      parts.store,
      [&context = parts.context, code = *code, now](Tx& tx) { return sign_in_applicant(tx, context, code, now); },
      [&parts, responder, address, now](const Result<ApplicantSignedIn>& signed_in) {
        if (signed_in.has_error()) return responder.refuse_later(signed_in.error());
        parts.budgets.codes.give_back(address);
        Reply reply = json_reply(200, json::write_signed_in(*signed_in));
        responder.give(signed_in_reply(parts, signed_in->sign_in, std::move(reply), now));
      });
}

void sign_out_applicant(HandlerParts& parts, const Request& request, const Responder& responder) {
  end_sign_in(parts, responder, parts.origin.applicant_token(request), parts.origin.applicant_cookie("", seconds{0}));
}

void show_me(HandlerParts& parts, const Request& request, const Responder& responder) {
  const std::string token = parts.origin.applicant_token(request);
  const Instant now = request.received_at;

  read_for<ApplicantPage>(
      parts.store,
      [&context = parts.context, token, now](const ReadTx& tx) { return applicant_page(tx, context, token, now); },
      [&parts, responder, now](const Result<ApplicantPage>& page) {
        if (page.has_error()) return responder.refuse(page.error());
        responder.json(json::write_me(*page, {parts.base_url, now}));
      });
}

}  // namespace

std::vector<Route> applicant_routes(HandlerParts& parts) {
  const std::size_t small = json::most_bytes_of_others;
  return {
      {Method::get, "/api/v1/exams", Audience::anyone, 0, Urgency::reading, handler(parts, list_exams)},
      {Method::get, "/api/v1/regions", Audience::anyone, 0, Urgency::reading, handler(parts, list_regions)},
      {Method::post, "/api/v1/applicants", Audience::anyone, small, Urgency::sign_in,
       handler(parts, register_applicant)},
      {Method::post, "/api/v1/sign-ins", Audience::anyone, small, Urgency::sign_in, handler(parts, sign_in)},
      {Method::delete_, "/api/v1/sign-ins/current", Audience::anyone, 0, Urgency::sign_in,
       handler(parts, sign_out_applicant)},
      {Method::get, "/api/v1/me", Audience::applicant, 0, Urgency::reading, handler(parts, show_me)},
  };
}

}  // namespace kiosk::http
