#include "sim/exam/applicant.hpp"

#include <algorithm>

namespace kiosk::sim {

namespace {

constexpr milliseconds answer_patience{15000};

}  // namespace

SimApplicant::SimApplicant(Surroundings& world, int number)
    : world_(world), number_(number), ability_percent_(static_cast<int>(world.chance().between(60, 100))) {}

void SimApplicant::begin() {
  world_.time().after(milliseconds{world_.chance().between(0, 60000)}, [this] { wake(); });
}

void SimApplicant::wake() {
  if (done_) return;
  world_.time().after(milliseconds{world_.chance().between(500, 20000)}, [this] { wake(); });
  if (waits_until_ && world_.time().now() < *waits_until_) return;
  waits_until_.reset();
  step();
}

void SimApplicant::step() {
  if (token_.empty()) {
    RegisterCommand command;
    command.name = "Applicant " + std::to_string(number_);
    command.region = "CN-GD";
    command.language = "en";
    command.contact = "+86138" + std::to_string(10000000 + number_);
    command.idempotency_key = "registration-" + std::to_string(number_);
    return post(command);
  }
  if (!attempt_) return post(PrepareRequest{token_});
  if (ended_) return post(ViewResultRequest{token_, *attempt_});
  if (!paper_) return post(StartRequest{token_, *attempt_});
  sit();
}

void SimApplicant::sit() {
  const bool hands_in = !lets_time_run_out_ && world_.time().now() >= hands_in_at_;
  if (must_take_over_ || world_.chance().percent(2)) return post(TakeOverRequest{token_, *attempt_});
  if (!hands_in && world_.chance().percent(80)) change_an_answer();
  if (!outbox_.empty()) return send_outbox();
  if (hands_in) post(SubmitAttemptCommand{token_, *attempt_, epoch_});
}

void SimApplicant::change_an_answer() {
  const auto& items = paper_->items;
  const PaperItem& item = items[static_cast<std::size_t>(world_.chance().below(items.size()))];
  SaveEntry entry;
  entry.item = item.id;
  entry.revision = next_revision_++;
  entry.answer = world_.chance().percent(4) ? Answer{ClearedAnswer{}} : pick_answer(item);
  entry.marked = world_.chance().percent(20);
  world_.oracle().browser_changed({*attempt_, item.id, epoch_, entry.revision}, entry.answer, entry.marked);
  outbox_.insert_or_assign(item.id, entry);
}

Answer SimApplicant::pick_answer(const PaperItem& paper_item) {
  const Item& item = world_.item_with_stem(paper_item.stem);
  const bool knows = world_.chance().percent(ability_percent_);
  const auto id_of = [&](const std::string& option_id) {
    for (const Option& option : options_of(item.kind)) {
      if (option.id != option_id) continue;
      for (const PaperOption& shown : paper_item.options) {
        if (shown.text == option.text.at("en")) return shown.id;
      }
    }
    return std::string{};
  };
  if (const auto* single = std::get_if<SingleChoice>(&item.kind)) {
    const auto other = static_cast<std::size_t>(world_.chance().below(paper_item.options.size()));
    return ChoiceAnswer{knows ? id_of(single->key) : paper_item.options[other].id};
  }
  if (const auto* multiple = std::get_if<MultipleChoice>(&item.kind)) {
    ChoicesAnswer answer;
    for (const std::string& key : multiple->key) answer.options.push_back(id_of(key));
    if (!knows) answer.options.resize(1);
    return answer;
  }
  if (const auto* statement = std::get_if<TrueFalse>(&item.kind)) {
    return ChoiceAnswer{statement->key == knows ? "true" : "false"};
  }
  const auto& numeric = std::get<Numeric>(item.kind);
  const std::int64_t whole = numeric.key.numerator() / numeric.key.denominator();
  return NumberAnswer{std::to_string(knows ? whole : whole + 1000)};
}

void SimApplicant::send_outbox() {
  SaveResponsesCommand command{token_, *attempt_, epoch_, {}};
  for (const auto& [item, entry] : outbox_) command.entries.push_back(entry);
  post(command);
}

void SimApplicant::post(Request request) {
  waits_until_ = world_.time().now() + answer_patience;
  const int epoch = epoch_;
  world_.send(request, [this, epoch](const Answered& answer) { hear(answer, epoch); });
}

void SimApplicant::hear(const Answered& answer, int epoch) {
  if (done_) return;
  waits_until_.reset();
  if (const auto* error = std::get_if<Error>(&answer)) return hear_error(*error);
  if (const auto* registered = std::get_if<Registered>(&answer)) token_ = registered->sign_in.token;
  if (const auto* prepared = std::get_if<Prepared>(&answer)) hear_prepared(*prepared);
  if (const auto* view = std::get_if<AttemptView>(&answer)) hear_view(*view);
  if (const auto* saved = std::get_if<SaveReply>(&answer)) hear_saved(*saved, epoch);
  if (const auto* result = std::get_if<ResultView>(&answer)) hear_result(*result);
}

void SimApplicant::hear_error(const Error& error) {
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
  paper_.reset();
  ended_ = false;
  must_take_over_ = false;
  epoch_ = 0;
  next_revision_ = 1;
  outbox_.clear();
  lets_time_run_out_ = world_.chance().percent(25);
}

void SimApplicant::hear_view(const AttemptView& view) {
  if (!attempt_ || view.attempt.id != *attempt_) return;  // an answer about an earlier attempt, very late
  if (!paper_ && view.paper) {
    paper_ = view.paper;
    hands_in_at_ = world_.time().now() + milliseconds{world_.chance().between(60000, 500000)};
  }
  if (view.attempt.epoch > epoch_) begin_epoch(view.attempt.epoch, view.attempt.last_revision + 1);
}

/// What has not been acknowledged is this device's again, under new revisions.
void SimApplicant::begin_epoch(int epoch, int next_revision) {
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

void SimApplicant::hear_result(const ResultView& result) {
  if (!attempt_ || result.attempt != *attempt_) return;
  if (result.decision != Decision::fail || result.attempts_left == 0) {
    done_ = true;
    return;
  }
  attempt_.reset();
  if (result.next_attempt_at) waits_until_ = *result.next_attempt_at;
}

}  // namespace kiosk::sim
