#include "sim/exam/oracle.hpp"

#include <algorithm>
#include <stdexcept>

#include "service/audit.hpp"
#include "sim/exam/naive_score.hpp"

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

void Oracle::violated(const std::string& what) const {
  throw std::runtime_error("seed " + std::to_string(seed_) + ": " + what);
}

void Oracle::require(bool holds, const char* what) const {
  if (!holds) violated(what);
}

void Oracle::browser_changed(const ChangeKey& key, const Answer& public_answer, bool marked) {
  require(changes_.emplace(key, Change{public_answer, marked}).second, "a browser used one revision twice");
}

void Oracle::server_answered(const Request& request, Instant received_at, const Answered& answer) {
  if (const auto* error = std::get_if<Error>(&answer)) return heard_error(*error);
  if (const auto* registered = std::get_if<Registered>(&answer)) applicants_.insert(registered->id);
  if (const auto* view = std::get_if<AttemptView>(&answer)) {
    const auto [known, fresh] = accepts_until_.emplace(view->attempt.id, view->attempt.accepts_until());
    require(fresh || known->second == view->attempt.accepts_until(), "the deadline of an attempt moved");
  }
  if (const auto* reply = std::get_if<SaveReply>(&answer)) {
    heard_save(std::get<SaveResponsesCommand>(request), received_at, *reply);
  }
  if (const auto* result = std::get_if<ResultView>(&answer)) heard_result(*result);
}

void Oracle::heard_save(const SaveResponsesCommand& command, Instant received_at, const SaveReply& reply) {
  const Instant end = accepts_until_.at(command.attempt);
  if (reply.refused) {
    require(received_at >= end, "answers refused as late before deadline + grace");
    require(reply.saved.empty(), "a refused save acknowledged answers");
    ++totals_.late_evidence;
    return;
  }
  require(received_at < end, "answers accepted at or after deadline + grace");
  require(reply.rejected.empty(), "an honest browser's answer was rejected");
  require(reply.saved.size() == command.entries.size(), "not one outcome an entry");
  for (const SavedEntry& saved : reply.saved) {
    auto& highest = acknowledged_[{command.attempt, saved.item}];
    highest = std::max(highest, {command.epoch, saved.revision});
    ++totals_.acknowledged;
  }
}

void Oracle::heard_error(const Error& error) {
  if (error.code == ErrorCode::stale_epoch) ++totals_.stale_epochs;
  if (error.code == ErrorCode::attempt_closed) ++totals_.refused_closed;
  const bool possible = error.code == ErrorCode::stale_epoch || error.code == ErrorCode::attempt_closed ||
                        error.code == ErrorCode::attempt_lapsed || error.code == ErrorCode::waiting_time ||
                        error.code == ErrorCode::attempts_used_up || error.code == ErrorCode::already_approved ||
                        error.code == ErrorCode::attempt_not_ended || error.code == ErrorCode::store_full ||
                        error.code == ErrorCode::attempt_not_started;
  if (!possible) violated("an honest browser got the error " + std::string{wire_name(error.code)});
}

void Oracle::heard_result(const ResultView& result) {
  const auto [first, fresh] = results_.emplace(result.attempt, result);
  if (fresh) return;
  const bool to_review = first->second.decision == Decision::fail && result.decision == Decision::review;
  require(first->second.decision == result.decision || to_review, "the decision on an attempt changed");
  require(first->second.score == result.score, "the score of an attempt changed");
  const bool same_approval = first->second.approval.has_value() == result.approval.has_value() &&
                             (!result.approval || result.approval->id == first->second.approval->id);
  require(same_approval, "a second approval for one attempt");
  first->second = result;
}

void Oracle::check_store(const ReadTx& tx, const Hasher& hasher, bool final, Instant now) {
  if (const auto audit = verify_audit(tx, hasher, {}, 1'000'000); audit.has_error()) violated(audit.error().detail);
  std::int64_t approvals = 0;
  totals_.attempts = totals_.passes = totals_.expired = 0;
  for (const Uuid& id : applicants_) {
    const auto applicant = tx.people().applicant(id);
    require(applicant.has_value(), "a registered applicant is gone");
    int live = 0;
    int started = 0;
    for (const Attempt& attempt : tx.attempts().all_of(applicant->row)) {
      live += attempt.ended() ? 0 : 1;
      started += attempt.started_at ? 1 : 0;
      check_attempt(tx, attempt, final, now);
    }
    require(live <= 1, "two attempts prepared or open");
    require(started <= edition_.exam.policy.attempts, "more attempts than allowed");
    approvals += static_cast<std::int64_t>(tx.approvals().of_applicant(applicant->row).size());
  }
  require(approvals == totals_.passes, "approvals and passed attempts differ");
  check_outbox(tx, approvals);
}

void Oracle::check_attempt(const ReadTx& tx, const Attempt& attempt, bool final, Instant now) {
  if (!attempt.started_at) return;
  ++totals_.attempts;
  totals_.expired += attempt.state == AttemptState::expired ? 1 : 0;
  require(!final || attempt.ended() || now < attempt.accepts_until() + seconds{10}, "an overdue attempt is open");
  const Form form = tx.attempts().form(attempt.row);
  check_responses(tx, attempt, form);
  if (attempt.ended()) check_result(tx, attempt, form);
}

void Oracle::check_responses(const ReadTx& tx, const Attempt& attempt, const Form& form) {
  std::map<std::string, std::pair<int, int>> stored;
  for (const Response& response : tx.attempts().responses(attempt.row)) {
    stored[response.item] = {response.epoch, response.revision};
    const auto change = changes_.find({attempt.id, response.item, response.epoch, response.revision});
    require(change != changes_.end(), "the store holds an answer that nobody gave");
    const FormItem* item = form.find(response.item);
    require(item != nullptr, "a response to an item that is not on the form");
    require(answer_in_bank_terms(change->second.public_answer, *item, item_behind(*item, edition_)) == response.answer,
            "the store holds another answer than was given");
    require(response.marked == change->second.marked, "the store holds another mark than was set");
    require(response.received_at < attempt.accepts_until(), "an answer from after the end counts");
  }
  for (const auto& [place, highest] : acknowledged_) {
    if (place.first != attempt.id) continue;
    const auto found = stored.find(place.second);
    require(found != stored.end() && found->second >= highest, "an acknowledged answer is lost");
  }
}

void Oracle::check_result(const ReadTx& tx, const Attempt& attempt, const Form& form) {
  Answers answers;
  for (const Response& response : tx.attempts().responses(attempt.row)) answers.emplace(response.item, response.answer);
  const NaiveScore naive = naive_score(form, edition_, answers);
  const auto stored = tx.attempts().result(attempt.row);
  require(stored.has_value(), "an ended attempt has no result");
  require(stored->result.total.points == Rational{naive.right}, "the score differs from the naive count");
  require(stored->result.total.possible == naive.possible, "the possible points differ from the naive count");
  const bool passed = stored->result.decision == Decision::pass;
  require(passed == naive.passed, "the decision differs from the naive one");
  totals_.passes += passed ? 1 : 0;
  const auto approval = tx.approvals().of_attempt(attempt.row);
  require(approval.has_value() == passed, "a pass without an approval, or an approval without a pass");
  require(!approval || tx.approvals().credential(approval->id).has_value(), "an approval without its credential");
}

void Oracle::check_outbox(const ReadTx& tx, std::int64_t approvals) {
  require(tx.outbox().head() == approvals, "events and approvals differ");
  std::int64_t expected = 1;
  for (const OutboxEvent& event : tx.outbox().after(0, 100000)) {
    require(event.sequence == expected++, "a gap in the feed");
    require(tx.approvals().find(*Uuid::parse(event.subject.substr(10))).has_value(), "an event without its approval");
  }
  require(expected == approvals + 1, "the feed does not hold every event");
}

}  // namespace kiosk::sim
