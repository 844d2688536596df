#include "sim/exam/applicant.hpp"

#include <algorithm>

#include "sim/exam/answering.hpp"

namespace kiosk::sim {

namespace {

constexpr milliseconds answer_patience{10000};
constexpr milliseconds pause_after_an_error{2000};
/// Within this time of the end a save can be held back so that it arrives at the last moment.
constexpr milliseconds last_moments{20000};
constexpr std::int64_t most_since_start_ms = 10'000'000;

}  // namespace

SimApplicant::SimApplicant(Surroundings& world, std::uint64_t seed, int number)
    : world_(world),
      chance_(seed, 1 + static_cast<std::uint64_t>(number)),
      number_(number),
      ability_percent_(static_cast<int>(chance_.between(60, 100))) {}

void SimApplicant::begin() {
  world_.time().after(milliseconds{chance_.between(0, 60000)}, [this] { wake(); });
}

void SimApplicant::wake() {
  if (done_) return;
  const Instant now = world_.time().now();
  milliseconds pause{chance_.between(500, unsaved() ? 4000 : 20000)};
  if (waits_until_ && *waits_until_ > now + answer_patience) pause += *waits_until_ - now;
  world_.time().after(pause, [this] { wake(); });
  if (waits_until_ && now < *waits_until_) return;
  waits_until_.reset();
  step();
}

void SimApplicant::step() {
  if (world_.resting() && !unsaved()) return;
  if (token_.empty()) return register_me();
  if (world_.faults().happens(FaultKind::curious)) be_curious();
  if (!attempt_) return post(PrepareRequest{token_});
  if (ended_) return post(ViewResultRequest{token_, *attempt_});
  if (paper_ && world_.faults().happens(FaultKind::page_reload)) {
    paper_.reset();
    return post(ViewRequest{token_, *attempt_});
  }
  if (!paper_) return post(StartRequest{token_, *attempt_});
  sit();
}

void SimApplicant::register_me() {
  RegisterCommand command;
  command.name = "Applicant " + std::to_string(number_);
  command.region = "CN-GD";
  command.language = "en";
  command.contact = "+86138" + std::to_string(10000000 + number_);
  command.idempotency_key = "registration-" + std::to_string(number_);
  post(command);
}

void SimApplicant::sit() {
  if (save_at_the_last_moment()) return;
  const bool hands_in = !lets_time_run_out_ && !world_.resting() && world_.time().now() >= hands_in_at_;
  const bool other_tab = !world_.resting() && world_.faults().happens(FaultKind::second_tab);
  if (other_tab) has_second_tab_ = true;
  if (must_take_over_ || other_tab) return post(TakeOverRequest{token_, *attempt_});
  if (!hands_in && !world_.resting() && chance_.percent(80)) change_an_answer();
  if (!outbox_.empty()) return send_outbox();
  if (hands_in) post(SubmitAttemptCommand{token_, *attempt_, epoch_});
}

SaveEntry SimApplicant::new_entry(int revision) {
  const auto& items = paper_->items;
  const PaperItem& shown = items[static_cast<std::size_t>(chance_.below(items.size()))];
  const Item& item = world_.content().item_with_stem(exam_version_, shown.stem);
  SaveEntry entry;
  entry.item = shown.id;
  entry.revision = revision;
  const bool knows = chance_.percent(ability_percent_);
  entry.answer = chance_.percent(4) ? Answer{ClearedAnswer{}} : answer_on_paper(shown, item, knows, chance_);
  entry.marked = chance_.percent(20);
  entry.since_start_ms = 1000 * revision;
  if (world_.faults().happens(FaultKind::lying_clock)) entry.since_start_ms = chance_.between(0, most_since_start_ms);
  world_.oracle().browser_changed({*attempt_, entry.item, epoch_, revision}, entry.answer, entry.marked);
  return entry;
}

void SimApplicant::change_an_answer() {
  const SaveEntry entry = new_entry(next_revision_++);
  outbox_.insert_or_assign(entry.item, entry);
}

void SimApplicant::send_outbox() {
  SaveResponsesCommand command{token_, *attempt_, epoch_, {}};
  for (const auto& [item, entry] : outbox_) command.entries.push_back(entry);
  post(command);
}

/// The tab that was left behind does not know yet, and saves under the old epoch; nobody waits for its answer.
void SimApplicant::send_from_the_first_tab() {
  has_second_tab_ = false;
  if (!paper_) return;
  const SaveResponsesCommand command{token_, *attempt_, epoch_, {new_entry(next_revision_)}};
  world_.send(number_, command, [](const Answered&) {});
}

bool SimApplicant::save_at_the_last_moment() {
  if (!waits_for_the_last_moment_ || ends_at_ - world_.time().now() > last_moments || outbox_.empty()) return false;
  waits_for_the_last_moment_ = false;
  SaveResponsesCommand command{token_, *attempt_, epoch_, {}};
  for (const auto& [item, entry] : outbox_) command.entries.push_back(entry);
  post(command, ends_at_ + milliseconds{chance_.between(-1, 1)});
  return true;
}

void SimApplicant::be_curious() {
  const std::optional<Uuid> other = world_.attempt_of_another(number_);
  if (!other) return;
  const Request requests[] = {ViewRequest{token_, *other},
                              StartRequest{token_, *other},
                              TakeOverRequest{token_, *other},
                              ViewResultRequest{token_, *other},
                              SubmitAttemptCommand{token_, *other, 1},
                              SaveResponsesCommand{token_, *other, 1, {}}};
  world_.send(number_, requests[chance_.below(std::size(requests))], [](const Answered&) {});
}

void SimApplicant::post(const Request& request, std::optional<Instant> stamped_at) {
  waits_until_ = world_.time().now() + answer_patience + (stamped_at ? last_moments : milliseconds{0});
  world_.send(
      number_, request,
      [this, epoch = epoch_, about = attempt_of(request)](const Answered& answer) { hear(answer, epoch, about); },
      stamped_at);
}

void SimApplicant::hear(const Answered& answer, int epoch, const std::optional<Uuid>& about) {
  if (done_ || (about && about != attempt_)) return;  // an answer about an earlier attempt, very late
  waits_until_.reset();
  if (const auto* error = std::get_if<Error>(&answer)) return hear_error(*error);
  if (const auto* registered = std::get_if<Registered>(&answer)) token_ = registered->sign_in.token;
  if (const auto* prepared = std::get_if<Prepared>(&answer)) hear_prepared(*prepared);
  if (const auto* view = std::get_if<AttemptView>(&answer)) hear_view(*view);
  if (const auto* saved = std::get_if<SaveReply>(&answer)) hear_saved(*saved, epoch);
  if (const auto* result = std::get_if<ResultView>(&answer)) hear_result(*result);
}

void SimApplicant::hear_error(const Error& error) {
  waits_until_ = world_.time().now() + pause_after_an_error;
  if (error.code == ErrorCode::stale_epoch) must_take_over_ = true;
  if (error.code == ErrorCode::attempt_closed) ended_ = true;
  if (error.code == ErrorCode::attempt_not_ended) ended_ = false;
  if (error.code == ErrorCode::attempt_lapsed) attempt_.reset();
  if (error.code == ErrorCode::attempts_used_up || error.code == ErrorCode::already_approved) done_ = true;
  if (error.code == ErrorCode::waiting_time) {
    waits_until_ = *parse_rfc3339(std::get<std::string>(error.parameters.front().second));
  }
}

void SimApplicant::hear_prepared(const Prepared& prepared) {
  if (attempt_) return;
  attempt_ = prepared.view.attempt.id;
  exam_version_ = prepared.view.attempt.exam_version;
  paper_.reset();
  ended_ = false;
  must_take_over_ = false;
  has_second_tab_ = false;
  epoch_ = 0;
  next_revision_ = 1;
  outbox_.clear();
  lets_time_run_out_ = chance_.percent(25);
  waits_for_the_last_moment_ = lets_time_run_out_ && world_.faults().happens(FaultKind::last_moment);
}

void SimApplicant::hear_view(const AttemptView& view) {
  if (view.attempt.ended()) ended_ = true;
  if (view.attempt.started_at) ends_at_ = view.attempt.accepts_until();
  if (!paper_ && view.paper) {
    paper_ = view.paper;
    if (epoch_ == 0) hands_in_at_ = world_.time().now() + milliseconds{chance_.between(60000, 500000)};
  }
  if (view.attempt.epoch > epoch_) begin_epoch(view.attempt.epoch, view.attempt.last_revision + 1);
}

/// What has not been acknowledged is this device's again, under new revisions.
void SimApplicant::begin_epoch(int epoch, int next_revision) {
  if (has_second_tab_) send_from_the_first_tab();
  epoch_ = epoch;
  next_revision_ = next_revision;
  must_take_over_ = false;
  for (auto& [item, entry] : outbox_) {
    entry.revision = next_revision_++;
    world_.oracle().browser_changed({*attempt_, item, epoch_, entry.revision}, entry.answer, entry.marked);
  }
}

void SimApplicant::hear_saved(const SaveReply& reply, int epoch) {
  if (reply.refused) {
    ended_ = true;
    return;
  }
  if (epoch != epoch_) return;  // about changes that have new revisions by now
  for (const SavedEntry& saved : reply.saved) {
    const auto entry = outbox_.find(saved.item);
    if (entry != outbox_.end() && entry->second.revision == saved.revision) outbox_.erase(entry);
  }
}

/// From a page that was left open, when the time is over: nothing may change.
void SimApplicant::hand_in_once_more() {
  if (world_.resting() || world_.time().now() >= ends_at_ || !chance_.percent(25)) return;
  const Instant late = ends_at_ + milliseconds{chance_.between(0, 5000)};
  world_.send(
      number_, SubmitAttemptCommand{token_, *attempt_, epoch_}, [](const Answered&) {}, late);
}

void SimApplicant::hear_result(const ResultView& result) {
  hand_in_once_more();
  if (result.decision != Decision::fail || result.attempts_left == 0) {
    done_ = true;
    return;
  }
  attempt_.reset();
  ended_ = false;
  outbox_.clear();
  if (result.next_attempt_at) waits_until_ = *result.next_attempt_at;
}

}  // namespace kiosk::sim
