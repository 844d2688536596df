#include "sim/approvals/partner.hpp"

#include "sim/exam/answering.hpp"
#include "sim/exam/heard.hpp"

namespace kiosk::sim {

namespace {

constexpr std::uint64_t first_partner_stream = 710;
constexpr seconds answer_patience{20};
constexpr int most_tries = 200;

bool is_worth_another_try(ErrorCode code) {
  return code == ErrorCode::store_full || code == ErrorCode::store_busy || code == ErrorCode::unavailable ||
         code == ErrorCode::internal;
}

}  // namespace

Partner::Partner(EventQueue& time, Machine& machine, TrainedContent& content, Checker& checker, std::uint64_t seed,
                 int number)
    : time_(time),
      machine_(machine),
      content_(content),
      checker_(checker),
      chance_(seed, first_partner_stream + static_cast<std::uint64_t>(number)),
      number_(number) {}

void Partner::plan_next() {
  const bool soon = chance_.percent(30);
  time_.after(seconds{chance_.between(600, soon ? 6 * 3600 : 8 * 86400)}, [this] {
    if (resting_) return;
    sits_ = true;
    percent_known_ = chance_.percent(75) ? 100 : 50;
    const std::string name = "partner-" + std::to_string(number_);
    // The same registration each time: the same applicant, signed in anew.
    go_on(RegisterCommand{name, "CN-GD", "en", name + "@shop.example", "", "", "registration of " + name});
  });
}

void Partner::go_on(const Request& request) {
  request_ = request;
  tries_ = 0;
  ask();
}

void Partner::ask() {
  if (!sits_) return;
  if (++tries_ > most_tries) return finish();
  ++asked_;
  time_.after(answer_patience, [this, asked = asked_] {
    if (asked == asked_) ask();
  });
  machine_.receive(request_, [this, asked = asked_](const Answered& answer) {
    if (asked == asked_ && sits_) hear(answer);
  });
}

void Partner::finish() {
  sits_ = false;
  plan_next();
}

void Partner::hear(const Answered& answer) {
  if (const auto* error = std::get_if<Error>(&answer)) {
    if (!is_worth_another_try(error->code)) finish();
    return;
  }
  if (const auto* registered = std::get_if<Registered>(&answer)) {
    checker_.heard_applicant(registered->id);
    token_ = registered->sign_in.token;
    return go_on(PrepareRequest{token_});
  }
  if (const auto* prepared = std::get_if<Prepared>(&answer)) {
    attempt_ = prepared->view.attempt.id;
    return go_on(StartRequest{token_, attempt_});
  }
  if (const auto* view = std::get_if<AttemptView>(&answer)) return hear_view(*view);
  if (const auto* saved = std::get_if<SaveReply>(&answer)) return hear_saved(*saved);
  if (const auto* result = std::get_if<ResultView>(&answer)) {
    checker_.heard_result(result->attempt, result->decision == Decision::pass);
    finish();
  }
}

void Partner::hear_view(const AttemptView& view) {
  if (!view.paper) return finish();  // its time was over
  epoch_ = view.attempt.epoch;
  SaveResponsesCommand command{token_, attempt_, epoch_, {}};
  ++revision_;
  for (const PaperItem& shown : view.paper->items) {
    const Item& item = content_.item_with_stem(view.attempt.exam_version, shown.stem);
    const bool knows = chance_.percent(percent_known_);
    command.entries.push_back({shown.id, revision_, answer_on_paper(shown, item, knows, chance_), false, 0});
  }
  go_on(command);
}

void Partner::hear_saved(const SaveReply& reply) {
  if (reply.refused) return finish();
  require(reply.rejected.empty(), "A2: an answer was rejected");
  go_on(SubmitAttemptCommand{token_, attempt_, epoch_});
}

}  // namespace kiosk::sim
