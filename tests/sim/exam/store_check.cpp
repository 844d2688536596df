#include "sim/exam/store_check.hpp"

#include <algorithm>

#include "form/assemble.hpp"
#include "service/audit.hpp"
#include "sim/exam/naive_score.hpp"

namespace kiosk::sim {

namespace {

constexpr int no_limit = 1'000'000;
/// Attempts are closed a little after their end (the contract allows 5 s).
constexpr seconds closing_takes{10};

}  // namespace

Digest StoreCheck::look_through(const ReadTx& tx, int editions, Totals& totals) {
  const auto audit = verify_audit(tx, hasher_, {}, no_limit);
  require(audit.has_value(), "S11: the audit chain is broken");
  approvals_ = 0;
  totals.attempts = totals.passes = totals.expired = 0;
  for (const auto& [key, registered] : heard_.applicants) {
    const auto applicant = tx.people().applicant(registered.id);
    require(applicant.has_value(), "S1: a registered applicant is gone");
    check_applicant(tx, *applicant, totals);
  }
  require(approvals_ == totals.passes, "S7: approvals and passed attempts differ");
  check_outbox(tx, approvals_);
  check_content(tx, editions);
  check_pass_rates(tx, totals);
  return audit->head;
}

void StoreCheck::nothing_overdue(const ReadTx& tx, Instant now) const {
  require(tx.attempts().overdue(now - closing_takes, 1).empty(), "liveness: an overdue attempt is open");
}

void StoreCheck::check_applicant(const ReadTx& tx, const Applicant& applicant, Totals& totals) {
  int live = 0;
  std::set<int> numbers;
  for (const Attempt& attempt : tx.attempts().all_of(applicant.row)) {
    live += attempt.ended() ? 0 : 1;
    if (!attempt.started_at) continue;
    require(numbers.insert(attempt.number).second, "S3: two attempts with one number");
    check_attempt(tx, attempt, totals);
  }
  require(live <= 1, "S3: two attempts prepared or open");
  const int allowed = content_.edition_of(TrainedContent::version(1)).exam.policy.attempts;
  require(static_cast<int>(numbers.size()) <= allowed, "S3: more attempts than allowed");
  approvals_ += static_cast<std::int64_t>(tx.approvals().of_applicant(applicant.row).size());
}

void StoreCheck::check_attempt(const ReadTx& tx, const Attempt& attempt, Totals& totals) {
  ++totals.attempts;
  totals.expired += attempt.state == AttemptState::expired ? 1 : 0;
  const Form form = tx.attempts().form(attempt.row);
  check_responses(tx, attempt, form);
  if (!attempt.ended()) return;
  check_result(tx, attempt, form, totals);
  check_final(tx, attempt);
}

void StoreCheck::check_response(const Response& response, const Attempt& attempt, const Form& form) {
  const auto change = heard_.changes.find({attempt.id, response.item, response.epoch, response.revision});
  require(change != heard_.changes.end(), "S2: the store holds an answer that nobody gave");
  const FormItem* item = form.find(response.item);
  require(item != nullptr, "S2: a response to an item that is not on the form");
  const Item& behind = item_behind(*item, content_.edition_of(attempt.exam_version));
  require(answer_in_bank_terms(change->second.public_answer, *item, behind) == response.answer,
          "S2: the store holds another answer than was given");
  require(response.marked == change->second.marked, "S2: the store holds another mark than was set");
  require(response.received_at < attempt.accepts_until(), "S5: an answer from after the end counts");
}

void StoreCheck::check_responses(const ReadTx& tx, const Attempt& attempt, const Form& form) {
  std::map<std::string, std::pair<int, int>> stored;
  for (const Response& response : tx.attempts().responses(attempt.row)) {
    stored[response.item] = {response.epoch, response.revision};
    check_response(response, attempt, form);
  }
  for (auto place = heard_.acknowledged.lower_bound({attempt.id, ""});
       place != heard_.acknowledged.end() && place->first.first == attempt.id; ++place) {
    const auto found = stored.find(place->first.second);
    require(found != stored.end() && found->second >= place->second, "S1: an acknowledged answer is lost");
  }
}

void StoreCheck::check_result(const ReadTx& tx, const Attempt& attempt, const Form& form, Totals& totals) {
  Answers answers;
  for (const Response& response : tx.attempts().responses(attempt.row)) answers.emplace(response.item, response.answer);
  const NaiveScore naive = naive_score(form, content_.edition_of(attempt.exam_version), answers);
  const auto stored = tx.attempts().result(attempt.row);
  require(stored.has_value(), "S6: an ended attempt has no result");
  require(stored->result.total.points == Rational{naive.right}, "S6: the score differs from the naive count");
  require(stored->result.total.possible == naive.possible, "S6: the possible points differ from the naive count");
  const bool passed = stored->result.decision == Decision::pass;
  require(passed == naive.passed, "S6: the decision differs from the naive one");
  const bool reviewed = stored->result.decision == Decision::review;
  require(stored->version == (reviewed ? 2 : 1), "S4: an attempt was scored twice");
  totals.passes += passed ? 1 : 0;
  const auto approval = tx.approvals().of_attempt(attempt.row);
  require(approval.has_value() == passed, "S7: a pass without an approval, or an approval without a pass");
  require(!approval || tx.approvals().credential(approval->id).has_value(), "S7: an approval without its credential");
}

/// Late evidence may send a fail to review; nothing else of an ended attempt may change.
void StoreCheck::check_final(const ReadTx& tx, const Attempt& attempt) {
  std::string now = std::string{state_name(attempt.state)} + to_rfc3339_ms(*attempt.ended_at);
  for (const Response& response : tx.attempts().responses(attempt.row)) {
    now += ' ' + response.item + '#' + std::to_string(response.epoch) + '.' + std::to_string(response.revision);
  }
  const auto [first, fresh] = finals_.emplace(attempt.id, now);
  require(fresh || first->second == now, "S4: an attempt changed after its end");
  const auto heard = heard_.attempts.find(attempt.id);
  const bool told = heard != heard_.attempts.end() && heard->second.result;
  require(!told || heard->second.result->ended_at == attempt.ended_at, "S4: the end of an attempt moved");
}

void StoreCheck::check_outbox(const ReadTx& tx, std::int64_t approvals) const {
  require(tx.outbox().head() == approvals, "S7: events and approvals differ");
  std::int64_t expected = 1;
  std::set<std::string> subjects;
  std::set<std::string> ids;
  for (const OutboxEvent& event : tx.outbox().after(0, no_limit)) {
    require(event.sequence == expected++, "S7: a gap in the feed");
    require(subjects.insert(event.subject).second, "S7: two events for one approval");
    require(tx.approvals().find(*Uuid::parse(event.subject.substr(10))).has_value(),
            "S7: an event without its approval");
    ids.insert(event.id);
  }
  require(expected == approvals + 1, "S7: the feed does not hold every event");
  for (const auto& [id, subject] : heard_.events) require(ids.contains(id), "S7: an event was read and is gone");
}

/// Every published version is whole and one that trainers meant to publish.
void StoreCheck::check_content(const ReadTx& tx, int editions) const {
  const std::vector<Digest> exams = tx.content().published(ContentKind::exam);
  const std::vector<Digest> banks = tx.content().published(ContentKind::bank);
  require(exams.size() <= static_cast<std::size_t>(editions), "S10: an exam is published that was refused");
  const std::size_t banks_an_exam = content_.edition_of(TrainedContent::version(1)).banks.size();
  require(banks.size() == exams.size() * banks_an_exam, "S10: part of a refused content set is published");
}

/// The counts that reports are made from are those of the attempts.
void StoreCheck::check_pass_rates(const ReadTx& tx, const Totals& totals) const {
  PassRateQuery query;
  query.exam = content_.edition_of(TrainedContent::version(1)).exam.id;
  PassCounts sum;
  for (const PassRateRow& row : tx.reports().pass_rates(query)) sum += row.attempts;
  require(sum.started == totals.attempts, "the pass rates count other attempts than there are");
  require(sum.passed == totals.passes, "the pass rates count other passes than there are");
}

std::vector<Attempt> StoreCheck::started_attempts(const ReadTx& tx) const {
  std::vector<Attempt> started;
  for (const auto& [key, registered] : heard_.applicants) {
    for (Attempt& attempt : tx.attempts().all_of(tx.people().applicant(registered.id)->row)) {
      if (attempt.started_at) started.push_back(std::move(attempt));
    }
  }
  return started;
}

void StoreCheck::look_at_every_form(const ReadTx& tx) {
  seeds_.clear();
  for (const Attempt& attempt : started_attempts(tx)) check_form(tx, attempt);
}

void StoreCheck::check_form(const ReadTx& tx, const Attempt& attempt) {
  const Form form = tx.attempts().form(attempt.row);
  require(seeds_.insert(form.seed).second, "S10: two forms from one seed");
  const ExamEdition& edition = content_.edition_of(attempt.exam_version);
  require(form.exam_fingerprint == hasher_.sha256(codec_.encode(edition.exam)), "S10: a form of another exam version");
  require(form.banks.size() == edition.banks.size(), "S10: a form of other banks");
  for (std::size_t i = 0; i < form.banks.size(); ++i) {
    require(form.banks[i].fingerprint == hasher_.sha256(codec_.encode(*edition.banks[i].bank)),
            "S10: a form of another bank version");
  }
  std::map<std::pair<std::string, std::string>, int> drawn;
  std::set<std::string> items;
  for (const FormItem& item : form.items) {
    require(items.insert(item.bank + '/' + item.item).second, "S10: an item twice on a form");
    require(item_behind(item, edition).topic == item.topic, "S10: an item of another topic");
    ++drawn[{item.section, item.topic}];
  }
  for (const Section& section : edition.exam.sections) {
    for (const Draw& draw : section.draws) {
      require(drawn[{section.id, draw.topic}] == draw.count, "S10: a form against the blueprint");
    }
  }
  const auto again = assemble(edition, form.seed, form.language, form.history);
  require(again.has_value() && again->items == form.items, "S10: the form drawn again is another one");
  for (const Response& response : tx.attempts().response_history(attempt.row)) check_response(response, attempt, form);
}

}  // namespace kiosk::sim
