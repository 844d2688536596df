#include "http/site.hpp"

#include <chrono>
#include <exception>

#include "http/text.hpp"

namespace kiosk::http {

namespace {

bool is_json(std::string_view content_type) {
  const std::string_view media_type = trimmed(content_type.substr(0, content_type.find(';')));
  return lower_case(media_type) == "application/json";
}

/// Stands for the route's path in metrics and log lines.
std::string place_without_route(int status) {
  if (status < 400) return "file";
  return status == 404 ? "unmatched" : "refused";
}

LogLevel log_level(const Reply& reply) {
  if (reply.shed) return LogLevel::debug;  // told in bulk
  if (reply.status >= 500) return LogLevel::warning;
  return reply.status >= 400 ? LogLevel::note : LogLevel::debug;
}

milliseconds steady_now() {
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace

std::size_t shed_percent(Urgency urgency) {
  switch (urgency) {
    case Urgency::report: return 25;
    case Urgency::reading: return 50;
    case Urgency::sign_in: return 65;
    case Urgency::new_start: return 80;
    case Urgency::running_exam: return 100;  // never refused here: see is_shed
  }
  return 100;
}

Site::Site(Router router, StaticFiles files, PublicOrigin origin, std::size_t most_at_work, Post post, Metrics& metrics,
           LogSink& log)
    : router_(std::move(router)),
      files_(std::move(files)),
      origin_(std::move(origin)),
      most_at_work_(most_at_work),
      turns_of_starts_(std::make_shared<Turns>(most_starts_at_once, std::move(post))),
      metrics_(metrics),
      log_(log) {}

bool Site::is_shed(Urgency urgency) const {
  return urgency != Urgency::running_exam && *at_work_ * 100 >= most_at_work_ * shed_percent(urgency);
}

Reply Site::shed(const Route& route, const Request& request, std::string why) const {
  metrics_.request_shed(urgency_name(route.urgency));
  Reply refusal = problem_reply(failure(ErrorCode::unavailable, std::move(why)), request.id);
  refusal.shed = true;
  return refusal;
}

std::optional<Reply> Site::refusal_for(const Route& route, const Request& request, std::uint64_t content_length) const {
  if (is_shed(route.urgency)) {
    shed_log_->add(steady_now());
    return shed(route, request, "too many requests are being worked on");
  }
  if (route.urgency == Urgency::new_start && new_starts_refused_) {
    return shed(route, request, "the disk is nearly full: exams that run go on, new ones wait for room");
  }
  if (content_length > route.body_limit) {
    return problem_reply(
        failure(ErrorCode::payload_too_large, {}, {{"limit_bytes", static_cast<std::int64_t>(route.body_limit)}}),
        request.id);
  }
  // A bearer token comes from a program: no page of another origin can make a browser send one.
  const bool by_token = takes_token(route.audience) && !bearer_token(request).empty();
  if (!is_safe(request.method) && !route.only_reads && !by_token && !origin_.is_same_origin(request)) {
    return problem_reply(failure(ErrorCode::origin_refused), request.id);
  }
  if (content_length > 0 && !is_json(request.field("content-type").value_or(""))) {
    return problem_reply(failure(ErrorCode::media_type_unsupported), request.id);
  }
  return std::nullopt;
}

Site::Admission Site::admit(Request& request, std::uint64_t content_length) const {
  Router::Match match = router_.match(request.method, request.segments);
  if (match.route != nullptr) {
    request.path_parameters = std::move(match.parameters);
    return {match.route, match.route->body_limit, refusal_for(*match.route, request, content_length)};
  }
  if (!match.allow.empty()) {
    Reply refusal = problem_reply(failure(ErrorCode::method_not_allowed), request.id);
    refusal.with("Allow", match.allow);
    return {nullptr, 0, std::move(refusal)};
  }
  if (is_safe(request.method)) return {};
  return {nullptr, 0, problem_reply(failure(ErrorCode::not_found), request.id)};
}

void Site::handle(const Route* route, const Request& request, const Respond& respond) {
  if (route == nullptr) {
    std::optional<Reply> file = files_.find(request);
    respond(file ? std::move(*file) : problem_reply(failure(ErrorCode::not_found), request.id));
    return;
  }
  ++*at_work_;
  // The request is at work until the last copy of its answering function is gone.
  const std::shared_ptr<void> at_work{nullptr, [count = at_work_](void*) { --*count; }};
  const bool for_known = route->audience != Audience::anyone;
  const Respond counted = [at_work, for_known, respond](Reply reply) {
    reply.signed_in = for_known && reply.status < 400;
    respond(std::move(reply));
  };
  if (route->urgency != Urgency::new_start) return run(*route, request, counted);
  turns_of_starts_->take([this, route, request, counted](const Turns::Turn& turn) {
    run(*route, request, [turn, counted](Reply reply) { counted(std::move(reply)); });
  });
}

void Site::run(const Route& route, const Request& request, const Respond& respond) {
  try {
    route.handle(request, respond);
  } catch (const std::exception& fault) {
    log_.write(LogLevel::error, "handler-failed", {{"request", request.id}, {"what", fault.what()}});
    respond(problem_reply(failure(ErrorCode::internal), request.id));
  }
}

void Site::finished(const Route* route, const Request& request, const Reply& reply,
                    std::chrono::microseconds duration) {
  const int status = reply.status;
  const std::string place = route != nullptr ? route->path : place_without_route(status);
  metrics_.request_done(method_name(request.method), place, status, duration);
  if (!reply.problem.empty()) metrics_.problem_given(reply.problem);
  log_.write(log_level(reply), "request",
             {{"request", request.id},
              {"method", std::string{method_name(request.method)}},
              {"route", place},
              {"status", std::to_string(status)},
              {"duration_us", std::to_string(duration.count())}});
}

}  // namespace kiosk::http
