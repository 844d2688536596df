#include "http/media_types.hpp"
#include "http/query_reader.hpp"
#include "http/routes.hpp"
#include "json/pass_rates.hpp"
#include "json/replies.hpp"
#include "json/requests.hpp"
#include "service/register_applicant.hpp"
#include "service/reports.hpp"
#include "service/sit_attempt.hpp"

namespace kiosk::http {

namespace {

/// A try to sign in, on its way from the stored hash over the hashing thread to the writer.
struct StaffTry {
  json::StaffSignInRequest credentials;
  std::string address;
  Instant now;
  Responder responder;
};

void finish_sign_in(HandlerParts& parts, const StaffTry& tried) {
  submit_for<StaffSignedIn>(
      parts.store,
      [&context = parts.context, name = tried.credentials.name, now = tried.now](Tx& tx) {
        return sign_in_staff(tx, context, name, now);
      },
      [&parts, tried](const Result<StaffSignedIn>& signed_in) {
        if (signed_in.has_error()) return tried.responder.refuse_later(signed_in.error());
        parts.budgets.passwords.give_back(tried.address);
        parts.budgets.password_names.give_back(tried.credentials.name);
        const seconds lifetime = std::chrono::floor<seconds>(signed_in->sign_in.expires_at - tried.now);
        Reply reply = json_reply(200, json::write_staff(signed_in->member));
        reply.with("Set-Cookie", parts.origin.staff_cookie(signed_in->sign_in.token, lifetime));
        tried.responder.give(std::move(reply));
      });
}

void check_password(HandlerParts& parts, const StaffTry& tried, const std::string& encoded) {
  parts.passwords.verify(tried.credentials.password, encoded, [&parts, tried](std::optional<bool> fits) {
    if (!fits) return tried.responder.refuse(failure(ErrorCode::unavailable, "too many sign-ins are waiting"));
    if (!*fits) return tried.responder.refuse_later(failure(ErrorCode::sign_in_failed));
    finish_sign_in(parts, tried);
  });
}

void sign_in(HandlerParts& parts, const Request& request, const Responder& responder) {
  const Result<json::StaffSignInRequest> body = json::read_staff_sign_in(request.body);
  if (body.has_error()) return responder.refuse(body.error());

  const Instant now = request.received_at;
  if (const auto wait = parts.budgets.passwords.take(request.network, now)) return responder.refuse_try(*wait);
  if (const auto wait = parts.budgets.password_names.take(body->name, now)) {
    parts.budgets.passwords.give_back(request.network);  // no password was looked at
    return responder.refuse_try(*wait);
  }

  const StaffTry tried{*body, request.network, now, responder};
  read_for<std::string>(
      parts.store, [name = body->name](const ReadTx& tx) { return staff_password_hash(tx, name); },
      [&parts, tried](const Result<std::string>& encoded) {
        if (encoded.has_error()) return tried.responder.refuse(encoded.error());
        check_password(parts, tried, *encoded);
      });
}

void sign_out_staff(HandlerParts& parts, const Request& request, const Responder& responder) {
  end_sign_in(parts, responder, parts.origin.staff_token(request), parts.origin.staff_cookie("", seconds{0}));
}

void show_me(HandlerParts& parts, const Request& request, const Responder& responder) {
  const std::string token = parts.origin.staff_token(request);
  const Instant now = request.received_at;

  read_for<StaffMember>(
      parts.store,
      [&context = parts.context, token, now](const ReadTx& tx) { return require_staff(tx, context, token, now); },
      [responder](const Result<StaffMember>& member) {
        if (member.has_error()) return responder.refuse(member.error());
        responder.json(json::write_staff(*member));
      });
}

void extend(HandlerParts& parts, const Request& request, const Responder& responder) {
  const Result<json::ExtensionRequest> body = json::read_extension(request.body);
  if (body.has_error()) return responder.refuse(body.error());

  const Instant now = request.received_at;
  const ExtendAttemptCommand command{parts.origin.staff_token(request), id_parameter(request, "attempt"), body->extra,
                                     body->reason};
  submit_for<AttemptView>(
      parts.store,
      [&context = parts.context, command, now](Tx& tx) { return extend_attempt(tx, context, command, now); },
      [responder](const Result<AttemptView>& extended) {
        if (extended.has_error()) return responder.refuse(extended.error());
        responder.json(json::write_extended(*extended), 201);
      });
}

void reissue_code(HandlerParts& parts, const Request& request, const Responder& responder) {
  if (const Status body = json::read_nothing(request.body); body.has_error()) return responder.refuse(body.error());

  const std::string token = parts.origin.staff_token(request);
  const Uuid applicant = id_parameter(request, "applicant");
  const Instant now = request.received_at;
  submit_for<ReissuedCode>(
      parts.store,
      [&context = parts.context, token, applicant, now](Tx& tx) {
        return reissue_candidate_code(tx, context, token, applicant, now);
      },
      [responder](const Result<ReissuedCode>& reissued) {
        if (reissued.has_error()) return responder.refuse(reissued.error());
        responder.json(json::write_reissued(*reissued));
      });
}

Result<PassRateRequest> read_pass_rate_query(const HandlerParts& parts, const Request& request) {
  QueryReader query{request};
  PassRateRequest wanted;
  wanted.token = parts.origin.staff_token(request);
  wanted.exam = query.text("exam");
  if (wanted.exam.empty()) query.refuse("exam", "is required");
  const std::string group = query.text("group_by");
  const auto group_by = group.empty() ? PassRateGroup::region : parse_pass_rate_group(group);
  if (!group_by) query.refuse("group_by", "region, language, week, attempt or version");
  wanted.group_by = group_by.value_or(PassRateGroup::region);
  wanted.from = query.instant("from");
  wanted.to = query.instant("to");
  wanted.region = query.text("region");
  if (const Status status = query.finish(); status.has_error()) return status.error();
  return wanted;
}

void report_pass_rates(HandlerParts& parts, const Request& request, const Responder& responder) {
  const Result<PassRateRequest> wanted = read_pass_rate_query(parts, request);
  if (wanted.has_error()) return responder.refuse(wanted.error());
  const auto media_type = negotiated(request, {"application/json", "text/csv"});
  if (!media_type) return responder.refuse(failure(ErrorCode::not_acceptable));

  const Instant now = request.received_at;
  const bool csv = *media_type == "text/csv";
  read_for<PassRateReport>(
      parts.store,
      [&context = parts.context, wanted = *wanted, now](const ReadTx& tx) {
        return kiosk::report_pass_rates(tx, context, wanted, now);
      },
      [responder, csv](const Result<PassRateReport>& report) {
        if (report.has_error()) return responder.refuse(report.error());
        Reply reply = csv ? typed_reply(200, json::write_pass_rates_csv(*report), "text/csv; charset=utf-8")
                          : json_reply(200, json::write_pass_rates(*report));
        if (csv) reply.with("Content-Disposition", "attachment; filename=\"pass-rates.csv\"");
        reply.with("Vary", "Accept");
        responder.give(std::move(reply));
      });
}

}  // namespace

std::vector<Route> staff_routes(HandlerParts& parts) {
  const std::size_t small = json::most_bytes_of_others;
  return {
      {Method::post, "/api/v1/staff/sign-ins", Audience::anyone, small, Urgency::sign_in, handler(parts, sign_in)},
      {Method::delete_, "/api/v1/staff/sign-ins/current", Audience::anyone, 0, Urgency::sign_in,
       handler(parts, sign_out_staff)},
      {Method::get, "/api/v1/staff/me", Audience::staff, 0, Urgency::reading, handler(parts, show_me)},
      {Method::post, "/api/v1/staff/attempts/{attempt}/extensions", Audience::staff, small, Urgency::running_exam,
       handler(parts, extend)},
      {Method::post, "/api/v1/staff/applicants/{applicant}/candidate-code", Audience::staff, small, Urgency::sign_in,
       handler(parts, reissue_code)},
      {Method::get, "/api/v1/reports/pass-rates", Audience::staff, 0, Urgency::report,
       handler(parts, report_pass_rates)},
  };
}

}  // namespace kiosk::http
