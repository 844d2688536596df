#include "http/routes.hpp"
#include "json/replies.hpp"
#include "json/requests.hpp"
#include "service/prepare_attempt.hpp"
#include "service/result_view.hpp"
#include "service/save_responses.hpp"
#include "service/sit_attempt.hpp"

namespace kiosk::http {

namespace {

void prepare(HandlerParts& parts, const Request& request, const Responder& responder) {
  const Result<json::PrepareRequest> body = json::read_prepare(request.body);
  if (body.has_error()) return responder.refuse(body.error());

  const Instant now = request.received_at;
  const PrepareCommand command{parts.origin.applicant_token(request), request.parameter("exam"), body->language,
                               body->rules_accepted};
  submit_for<Prepared>(
      parts.store,
      [&context = parts.context, command, now](Tx& tx) { return prepare_attempt(tx, context, command, now); },
      [responder](const Result<Prepared>& prepared) {
        if (prepared.has_error()) return responder.refuse(prepared.error());
        responder.json(json::write_prepared(prepared->view), prepared->created ? 201 : 200);
      });
}

using WriteView = std::string (*)(const AttemptView&);

/// Papers are large: they are written where they are read, not on the io thread that running exams wait for.
void read_view(HandlerParts& parts, const std::string& token, const Uuid& attempt, Instant now,
               const Responder& responder, WriteView write) {
  read_for<std::string>(
      parts.store,
      [&context = parts.context, token, attempt, now, write](const ReadTx& tx) -> Result<std::string> {
        const Result<AttemptView> view = view_attempt(tx, context, token, attempt, now);
        if (view.has_error()) return view.error();
        return write(*view);
      },
      [responder](Result<std::string> view) {
        if (view.has_error()) return responder.refuse(view.error());
        responder.json(std::move(*view));
      });
}

void start(HandlerParts& parts, const Request& request, const Responder& responder) {
  if (const Status body = json::read_nothing(request.body); body.has_error()) return responder.refuse(body.error());

  const std::string token = parts.origin.applicant_token(request);
  const Uuid attempt = id_parameter(request, "attempt");
  // Not when the request came: it may have waited for its turn, and that is not the applicant's time.
  const Instant now = parts.clock.now();
  submit_for<AttemptView>(
      parts.store,
      [&context = parts.context, token, attempt, now](Tx& tx) {
        return start_attempt(tx, context, token, attempt, now);
      },
      [&parts, responder, token, attempt](const Result<AttemptView>& started) {
        if (started.has_error()) return responder.refuse(started.error());
        read_view(parts, token, attempt, parts.clock.now(), responder, json::write_started);
      });
}

void take_over(HandlerParts& parts, const Request& request, const Responder& responder) {
  if (const Status body = json::read_nothing(request.body); body.has_error()) return responder.refuse(body.error());

  const std::string token = parts.origin.applicant_token(request);
  const Uuid attempt = id_parameter(request, "attempt");
  const Instant now = request.received_at;
  submit_for<AttemptView>(
      parts.store,
      [&context = parts.context, token, attempt, now](Tx& tx) {
        return take_over_attempt(tx, context, token, attempt, now);
      },
      [responder](const Result<AttemptView>& taken) {
        if (taken.has_error()) return responder.refuse(taken.error());
        responder.json(json::write_taken_over(*taken));
      });
}

void show(HandlerParts& parts, const Request& request, const Responder& responder) {
  read_view(parts, parts.origin.applicant_token(request), id_parameter(request, "attempt"), request.received_at,
            responder, json::write_attempt);
}

void save(HandlerParts& parts, const Request& request, const Responder& responder) {
  Result<json::SaveRequest> body = json::read_save(request.body);
  if (body.has_error()) return responder.refuse(body.error());

  const Instant now = request.received_at;
  const SaveResponsesCommand command{parts.origin.applicant_token(request), id_parameter(request, "attempt"),
                                     body->epoch, std::move(body->entries)};
  submit_for<SaveReply>(
      parts.store,
      [&context = parts.context, command, now](Tx& tx) { return save_responses(tx, context, command, now); },
      [responder](const Result<SaveReply>& saved) {
        if (saved.has_error()) return responder.refuse(saved.error());
        if (saved->refused) return responder.refuse(*saved->refused);
        responder.json(json::write_saved(*saved));
      });
}

void submit(HandlerParts& parts, const Request& request, const Responder& responder) {
  const Result<int> epoch = json::read_submit(request.body);
  if (epoch.has_error()) return responder.refuse(epoch.error());

  const Instant now = request.received_at;
  const SubmitAttemptCommand command{parts.origin.applicant_token(request), id_parameter(request, "attempt"), *epoch};
  submit_for<ResultView>(
      parts.store,
      [&context = parts.context, command, now](Tx& tx) { return submit_attempt(tx, context, command, now); },
      [&parts, responder, now](const Result<ResultView>& result) {
        if (result.has_error()) return responder.refuse(result.error());
        if (result->approval) parts.commits.notify();
        responder.json(json::write_submitted(*result, {parts.base_url, now}));
      });
}

void show_result(HandlerParts& parts, const Request& request, const Responder& responder) {
  const std::string token = parts.origin.applicant_token(request);
  const Uuid attempt = id_parameter(request, "attempt");
  const Instant now = request.received_at;

  read_for<ResultView>(
      parts.store,
      [&context = parts.context, token, attempt, now](const ReadTx& tx) {
        return view_result(tx, context, token, attempt, now);
      },
      [&parts, responder, now](const Result<ResultView>& result) {
        if (result.has_error()) return responder.refuse(result.error());
        responder.json(json::write_result(*result, {parts.base_url, now}));
      });
}

}  // namespace

std::vector<Route> attempt_routes(HandlerParts& parts) {
  const std::size_t small = json::most_bytes_of_others;
  const Audience applicant = Audience::applicant;
  return {
      {Method::post, "/api/v1/exams/{exam}/attempts", applicant, small, Urgency::new_start, handler(parts, prepare)},
      {Method::post, "/api/v1/attempts/{attempt}/start", applicant, small, Urgency::new_start, handler(parts, start)},
      {Method::get, "/api/v1/attempts/{attempt}", applicant, 0, Urgency::running_exam, handler(parts, show)},
      {Method::put, "/api/v1/attempts/{attempt}/responses", applicant, json::most_bytes_of_save, Urgency::running_exam,
       handler(parts, save)},
      {Method::post, "/api/v1/attempts/{attempt}/take-over", applicant, small, Urgency::running_exam,
       handler(parts, take_over)},
      {Method::post, "/api/v1/attempts/{attempt}/submit", applicant, small, Urgency::running_exam,
       handler(parts, submit)},
      {Method::get, "/api/v1/attempts/{attempt}/result", applicant, 0, Urgency::running_exam,
       handler(parts, show_result)},
  };
}

}  // namespace kiosk::http
