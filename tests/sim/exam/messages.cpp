#include "sim/exam/messages.hpp"

#include <sstream>

namespace kiosk::sim {

namespace {

std::string text_of(const Answer& answer) {
  if (const auto* choice = std::get_if<ChoiceAnswer>(&answer)) return choice->option;
  if (const auto* number = std::get_if<NumberAnswer>(&answer)) return number->decimal;
  std::string text;
  if (const auto* choices = std::get_if<ChoicesAnswer>(&answer)) {
    for (const std::string& option : choices->options) text += option + '+';
  }
  return text;
}

struct AttemptOf {
  std::optional<Uuid> operator()(const RegisterCommand& /*r*/) const { return std::nullopt; }
  std::optional<Uuid> operator()(const PrepareRequest& /*r*/) const { return std::nullopt; }
  std::optional<Uuid> operator()(const ExtendRequest& /*r*/) const { return std::nullopt; }
  std::optional<Uuid> operator()(const FeedRequest& /*r*/) const { return std::nullopt; }
  template <class OfAttempt>
  std::optional<Uuid> operator()(const OfAttempt& request) const {
    return request.attempt;
  }
};

struct TokenOf {
  std::string operator()(const RegisterCommand& /*r*/) const { return {}; }
  std::string operator()(const ExtendRequest& /*r*/) const { return {}; }
  std::string operator()(const FeedRequest& /*r*/) const { return {}; }
  template <class OfApplicant>
  std::string operator()(const OfApplicant& request) const {
    return request.token;
  }
};

struct RequestText {
  std::string operator()(const RegisterCommand& r) const { return "register " + r.contact; }
  std::string operator()(const PrepareRequest& r) const { return "prepare " + r.token; }
  std::string operator()(const StartRequest& r) const { return "start " + r.attempt.text(); }
  std::string operator()(const ViewRequest& r) const { return "view " + r.attempt.text(); }
  std::string operator()(const TakeOverRequest& r) const { return "take over " + r.attempt.text(); }
  std::string operator()(const ViewResultRequest& r) const { return "result " + r.attempt.text(); }
  std::string operator()(const ExtendRequest& r) const { return "extend " + r.attempt.text(); }
  std::string operator()(const FeedRequest& r) const { return "feed after " + r.last_event_id; }
  std::string operator()(const SubmitAttemptCommand& r) const {
    return "submit " + r.attempt.text() + " epoch " + std::to_string(r.epoch);
  }
  std::string operator()(const SaveResponsesCommand& r) const {
    std::string text = "save " + r.attempt.text() + " epoch " + std::to_string(r.epoch);
    for (const SaveEntry& entry : r.entries) {
      text += ' ' + entry.item + '#' + std::to_string(entry.revision) + '=' + text_of(entry.answer);
      if (entry.marked) text += '*';
    }
    return text;
  }
};

struct AnsweredText {
  std::string operator()(const Error& a) const {
    std::ostringstream text;
    text << "error " << wire_name(a.code);
    for (const auto& [name, value] : a.parameters) {
      text << ' ' << name << '=';
      std::visit([&](const auto& shown) { text << shown; }, value);
    }
    return text.str();
  }
  std::string operator()(const Registered& a) const {
    return "registered " + a.id.text() + ' ' + a.candidate_code + ' ' + a.sign_in.token;
  }
  std::string operator()(const Prepared& a) const { return "prepared " + (*this)(a.view); }
  std::string operator()(const AttemptView& a) const {
    std::ostringstream text;
    text << "attempt " << a.attempt.id.text() << ' ' << state_name(a.attempt.state) << " epoch " << a.attempt.epoch
         << " revision " << a.attempt.last_revision << " left " << a.seconds_left;
    if (a.paper) {
      for (const PaperItem& item : a.paper->items) text << ' ' << item.id;
    }
    for (const Response& response : a.responses) text << ' ' << response.item << '#' << response.revision;
    return text.str();
  }
  std::string operator()(const SaveReply& a) const {
    std::ostringstream text;
    text << "saved, left " << a.seconds_left;
    for (const SavedEntry& entry : a.saved) text << ' ' << entry.item << '#' << entry.revision;
    for (const RejectedEntry& entry : a.rejected) text << " !" << entry.item << '#' << entry.revision << entry.code;
    if (a.refused) text << ' ' << (*this)(*a.refused);
    return text.str();
  }
  std::string operator()(const ResultView& a) const {
    std::ostringstream text;
    text << "result " << a.attempt.text() << ' ' << decision_name(a.decision) << ' ' << a.score.points.numerator()
         << '/' << a.score.possible << " ended " << to_rfc3339_ms(a.ended_at) << " left " << a.attempts_left;
    if (a.approval) text << " approval " << a.approval->record.number << ' ' << a.approval->record.id.text();
    return text.str();
  }
  std::string operator()(const HeardFeed& a) const {
    std::string text = "feed up to " + std::to_string(a.page.head);
    for (const OutboxEvent& event : a.events) text += ' ' + event.id;
    return text;
  }
};

}  // namespace

std::optional<Uuid> attempt_of(const Request& request) { return std::visit(AttemptOf{}, request); }
std::string token_of(const Request& request) { return std::visit(TokenOf{}, request); }
std::string text_of(const Request& request) { return std::visit(RequestText{}, request); }
std::string text_of(const Answered& answer) { return std::visit(AnsweredText{}, answer); }

}  // namespace kiosk::sim
