#include "sim/exam/oracle.hpp"

namespace kiosk::sim {

Totals& Totals::operator+=(const Totals& other) {
  acknowledged += other.acknowledged;
  attempts += other.attempts;
  passes += other.passes;
  expired += other.expired;
  refused_closed += other.refused_closed;
  late_evidence += other.late_evidence;
  stale_epochs += other.stale_epochs;
  return *this;
}

void Oracle::browser_changed(const ChangeKey& key, const Answer& public_answer, bool marked) {
  require(heard_.changes.emplace(key, Change{public_answer, marked}).second, "a browser used one revision twice");
}

Arrival Oracle::request_read(const Request& request, Instant stamped) {
  time_is(stamped);
  Arrival arrival{stamped, 0};
  if (const auto* extension = std::get_if<ExtendRequest>(&request)) {
    ++heard_.attempts.at(extension->attempt).extensions_sent;
  }
  const std::optional<Uuid> id = attempt_of(request);
  if (!id || is_strangers(request)) return arrival;
  HeardAttempt& attempt = heard_.attempts[*id];
  arrival.epoch = attempt.epoch;
  if (std::holds_alternative<StartRequest>(request)) attempt.start_requests.insert(stamped);
  if (std::holds_alternative<SubmitAttemptCommand>(request)) attempt.hand_in_sent = true;
  return arrival;
}

bool Oracle::is_strangers(const Request& request) const {
  const std::optional<Uuid> id = attempt_of(request);
  return id && heard_.attempts.at(*id).owner != heard_.owners.at(token_of(request));
}

void Oracle::server_answered(const Request& request, const Arrival& arrival, const Answered& answer) {
  const auto* error = std::get_if<Error>(&answer);
  if (is_strangers(request)) {
    require(error != nullptr, "S9: an applicant reached the attempt of another");
    if (error->code == ErrorCode::attempt_unknown) return;
  }
  if (error != nullptr) return hear_error(request, arrival.stamped, *error);
  if (const auto* registered = std::get_if<Registered>(&answer)) {
    hear_registered(std::get<RegisterCommand>(request), *registered);
  }
  if (const auto* prepared = std::get_if<Prepared>(&answer)) {
    HeardAttempt& attempt = heard_.attempts[prepared->view.attempt.id];
    attempt.owner = heard_.owners.at(token_of(request));
    attempt.exam_version = prepared->view.attempt.exam_version;
    attempt.prepared_at = prepared->view.attempt.prepared_at;
    hear_view(prepared->view, arrival.stamped);
  }
  if (const auto* view = std::get_if<AttemptView>(&answer)) {
    if (std::holds_alternative<ExtendRequest>(request)) ++heard_.attempts.at(view->attempt.id).extensions_granted;
    hear_view(*view, arrival.stamped);
  }
  if (const auto* reply = std::get_if<SaveReply>(&answer)) {
    hear_save(std::get<SaveResponsesCommand>(request), arrival, *reply);
  }
  if (const auto* result = std::get_if<ResultView>(&answer)) hear_result(*result);
  if (const auto* feed = std::get_if<HeardFeed>(&answer)) hear_feed(*feed);
}

void Oracle::hear_registered(const RegisterCommand& command, const Registered& registered) {
  const auto [first, fresh] = heard_.applicants.emplace(command.idempotency_key, registered);
  const bool same = first->second.id == registered.id && first->second.candidate_code == registered.candidate_code;
  require(fresh || same, "S8: one registration, sent twice, became two applicants");
  heard_.owners.emplace(registered.sign_in.token, registered.id);
}

Instant Oracle::deadline(const HeardAttempt& attempt, int extensions) const {
  const Policy& policy = content_.edition_of(attempt.exam_version).exam.policy;
  require(!attempt.start_requests.empty(), "S13: time runs though nobody has asked for the start");
  const Instant start = attempt.started_at.value_or(*attempt.start_requests.begin());
  return start + policy.time_limit + extensions * extension_time;
}

Instant Oracle::accepts_until(const HeardAttempt& attempt, int extensions) const {
  return deadline(attempt, extensions) + content_.edition_of(attempt.exam_version).exam.policy.grace;
}

bool Oracle::time_is_over(const HeardAttempt& attempt, Instant stamped) const {
  constexpr seconds set_back{5};
  const Instant now = latest_ - stamped > set_back ? latest_ : stamped;
  return now >= accepts_until(attempt, attempt.extensions_granted);
}

void Oracle::hear_view(const AttemptView& view, Instant stamped) {
  HeardAttempt& attempt = heard_.attempts.at(view.attempt.id);
  if (!view.attempt.started_at) return;
  if (!attempt.started_at) {
    require(attempt.start_requests.contains(*view.attempt.started_at),
            "S13: time does not run from when a start request was read");
    attempt.started_at = view.attempt.started_at;
  }
  require(attempt.started_at == view.attempt.started_at, "S13: the start of an attempt moved");
  const auto extensions = static_cast<int>(view.attempt.extension / extension_time);
  require(extensions >= attempt.extensions_granted && extensions <= attempt.extensions_sent,
          "S13: other extensions than were granted");
  require(view.attempt.epoch >= attempt.epoch, "an epoch went back");
  attempt.epoch = view.attempt.epoch;
  const bool open = view.attempt.state == AttemptState::open;
  // A view is read after the commit, when time may have ended what was open at the stamp.
  require(open || attempt.hand_in_sent || latest_ >= accepts_until(attempt, attempt.extensions_granted),
          "S5: an attempt ended before its time");
  if (!open) return;
  require(stamped < accepts_until(attempt, extensions), "S5: an attempt is open after its end");
  const auto left = std::chrono::floor<seconds>(deadline(attempt, extensions) - stamped).count();
  require(view.seconds_left == std::max<std::int64_t>(0, left), "S13: the time left is not what is left");
  if (view.paper) hear_paper(attempt, *view.paper);
  if (view.paper) hear_responses(view);
}

void Oracle::hear_paper(HeardAttempt& attempt, const Paper& paper) {
  std::string order;
  for (const PaperItem& item : paper.items) {
    order += item.id;
    for (const PaperOption& option : item.options) order += ',' + option.id;
    order += ';';
  }
  if (attempt.paper.empty()) attempt.paper = order;
  require(attempt.paper == order, "S10: the paper of an attempt changed");
}

void Oracle::hear_responses(const AttemptView& view) {
  std::map<std::string, std::pair<int, int>> shown;
  for (const Response& response : view.responses) {
    shown[response.item] = {response.epoch, response.revision};
    const auto sent = heard_.changes.find({view.attempt.id, response.item, response.epoch, response.revision});
    require(sent != heard_.changes.end(), "S2: an answer is shown that nobody gave");
  }
  for (auto place = heard_.acknowledged.lower_bound({view.attempt.id, ""});
       place != heard_.acknowledged.end() && place->first.first == view.attempt.id; ++place) {
    const auto found = shown.find(place->first.second);
    require(found != shown.end() && found->second >= place->second, "S1: an acknowledged answer is not shown");
  }
}

void Oracle::hear_save(const SaveResponsesCommand& command, const Arrival& arrival, const SaveReply& reply) {
  const HeardAttempt& attempt = heard_.attempts.at(command.attempt);
  if (reply.refused) {
    require(time_is_over(attempt, arrival.stamped), "S5: answers refused as late before deadline + grace");
    require(reply.saved.empty(), "S5: a refused save acknowledged answers");
    ++totals_.late_evidence;
    return;
  }
  require(arrival.stamped < accepts_until(attempt, attempt.extensions_sent),
          "S5: answers accepted at or after deadline + grace");
  require(command.epoch >= arrival.epoch, "answers of a device accepted that another had taken over from");
  require(reply.rejected.empty(), "an honest browser's answer was rejected");
  require(reply.saved.size() == command.entries.size(), "not one outcome an entry");
  for (const SavedEntry& saved : reply.saved) {
    auto& highest = heard_.acknowledged[{command.attempt, saved.item}];
    highest = std::max(highest, {command.epoch, saved.revision});
    ++totals_.acknowledged;
  }
}

void Oracle::hear_result(const ResultView& result) {
  HeardAttempt& attempt = heard_.attempts.at(result.attempt);
  if (attempt.result) {
    const ResultView& first = *attempt.result;
    const bool to_review = first.decision == Decision::fail && result.decision == Decision::review;
    require(first.decision == result.decision || to_review, "S4: the decision on an attempt changed");
    require(first.score == result.score, "S4: the score of an attempt changed");
    require(first.ended_at == result.ended_at, "S4: the end of an attempt moved");
    const bool same_approval = first.approval.has_value() == result.approval.has_value() &&
                               (!result.approval || result.approval->record.id == first.approval->record.id);
    require(same_approval, "S7: a second approval for one attempt");
  }
  attempt.result = result;
}

void Oracle::hear_feed(const HeardFeed& feed) {
  for (const OutboxEvent& event : feed.events) {
    const auto [first, fresh] = heard_.events.emplace(event.id, event.subject);
    require(fresh || first->second == event.subject, "S7: one event has two meanings");
  }
}

void Oracle::hear_error(const Request& request, Instant stamped, const Error& error) {
  if (!possible(request, error.code)) {
    throw Violation("an honest client got the error " + std::string{wire_name(error.code)});
  }
  if (error.code == ErrorCode::stale_epoch) ++totals_.stale_epochs;
  const std::optional<Uuid> id = attempt_of(request);
  if (!id) return;
  const HeardAttempt& attempt = heard_.attempts.at(*id);
  if (error.code == ErrorCode::attempt_closed) {
    ++totals_.refused_closed;
    require(attempt.hand_in_sent || time_is_over(attempt, stamped), "S5: an attempt was closed before its time");
  }
  if (error.code == ErrorCode::attempt_lapsed) {
    const Policy& policy = content_.edition_of(attempt.exam_version).exam.policy;
    require(latest_ >= attempt.prepared_at + policy.prepared_lapse, "S5: an attempt lapsed before its time");
  }
}

bool Oracle::possible(const Request& request, ErrorCode code) {
  const bool reads = std::holds_alternative<ViewRequest>(request) || std::holds_alternative<FeedRequest>(request) ||
                     std::holds_alternative<ViewResultRequest>(request);
  switch (code) {
    case ErrorCode::stale_epoch:
    case ErrorCode::attempt_closed:
    case ErrorCode::attempt_lapsed:
    case ErrorCode::attempt_not_started:
    case ErrorCode::attempt_not_ended:
    case ErrorCode::waiting_time:
    case ErrorCode::attempts_used_up:
    case ErrorCode::already_approved: return true;
    case ErrorCode::store_full:
      return faults_.count_of(FaultKind::full_disk) + faults_.count_of(FaultKind::short_write) > 0;
    case ErrorCode::store_busy: return faults_.count_of(FaultKind::tiny_inbox) > 0;
    case ErrorCode::store_failed: return reads && faults_.count_of(FaultKind::io_error) > 0;
    case ErrorCode::internal: return ++internal_errors_ <= faults_.count_of(FaultKind::out_of_memory);
    default: return false;
  }
}

}  // namespace kiosk::sim
