#include "sim/approvals/checker.hpp"

#include <algorithm>

#include "onboarding/status_list.hpp"
#include "service/approval_view.hpp"
#include "sim/exam/heard.hpp"

namespace kiosk::sim {

namespace {

constexpr int no_limit = 1'000'000;
/// A try is written down a little after it began; longer when the disk is full for a while.
constexpr seconds recorded_within{6 * 3600};

/// approvals.md §5: how long an act's answer is kept.
constexpr seconds act_answer_kept{24 * 3600};

std::vector<ApprovalRecord> all_approvals(const ReadTx& tx) {
  ApprovalSearch search;
  search.limit = no_limit;
  return tx.approvals().search(search);
}

bool same(const ApprovalActAnswer& one, const ApprovalActAnswer& other) {
  return one.status == other.status && one.body == other.body && one.tag == other.tag;
}

bool in_force(ApprovalState state) { return state == ApprovalState::active || state == ApprovalState::suspended; }

}  // namespace

void Checker::note(bool holds, const char* rule) {
  if (!holds && noted_ == nullptr) noted_ = rule;
}

void Checker::throw_noted() const {
  if (noted_ != nullptr) throw Violation(noted_);
}

void Checker::heard_result(const Uuid& attempt, bool passed) {
  const auto [heard, fresh] = results_.emplace(attempt, passed);
  require(heard->second == passed, "A2: an attempt has two results");
  if (fresh) ++tally_[passed ? "passes heard" : "fails heard"];
}

void Checker::heard_act(const Uuid& approval, int revision, const std::string& state) {
  const auto [heard, fresh] = acts_.emplace(std::pair{approval, revision}, state);
  require(fresh || heard->second == state, "A3: two acts have one revision");
  ++tally_["acts heard"];
}

/// A revision may have been made more than once, and undone by crashes: when it stands and is one of staff's, it is the
/// one that was made last.
std::optional<ApprovalActAnswer> Checker::standing_act(const ReadTx& tx, const ApprovalActCommand& act,
                                                       Instant now) const {
  for (const ApprovalChange& change : tx.approvals().history(act.approval)) {
    const auto made = made_.find({act.approval, change.revision});
    const bool by_this_key = made != made_.end() && made->second.key == *act.idempotency_key && change.staff;
    if (by_this_key && now < change.at + act_answer_kept) return made->second.answer;
  }
  return std::nullopt;
}

void Checker::answered_act(const ApprovalActCommand& act, const std::optional<ApprovalActAnswer>& standing,
                           const Result<ApprovalActAnswer>& answer) {
  if (standing) {
    note(answer.has_value(), "A12: an act that stands is refused when it is asked again");
    note(answer.has_error() || same(*standing, *answer),
         "A12: an act that stands is answered otherwise when it is asked again");
  } else if (answer.has_value()) {
    made_[{act.approval, std::stoi(answer->body)}] = {*act.idempotency_key, *answer};
  }
}

void Checker::sent(const std::string& id, const std::string& body) {
  const auto [first, fresh] = bodies_.emplace(id, body);
  require(first->second == body, "A5: one event id with two bodies");
  if (!fresh) {
    ++tally_["sent again"];
    return;
  }
  const EventFacts facts = read_event(body);
  require(facts.id == id, "A5: a webhook under another id than its event's");
  if (facts.sequence == 0) return;
  const auto known = events_.emplace(facts.sequence, id).first;
  require(known->second == id, "A5: two events with one sequence");
}

void Checker::recorded(const ReadTx& tx, const Tried& tried, const Recorded& recorded, Instant now) {
  if (recorded.disabled) check_disabling(tx, tried, *recorded.disabled, now);
}

/// 410, or five days of nothing but failures without a long pause.
void Checker::check_disabling(const ReadTx& tx, const Tried& tried, DisableReason reason, Instant now) {
  if (reason == DisableReason::gone) return note(tried.attempt.status == 410, "A9: disabled as gone without a 410");
  note(reason == DisableReason::failing, "A9: disabled by nobody");
  std::vector<Instant> failures;
  const WebhookEndpoint endpoint = tx.webhooks().endpoint(tried.endpoint).value();
  for (const Delivery& delivery : tx.webhooks().deliveries(endpoint.row, {}, {}, no_limit)) {
    for (const DeliveryAttempt& attempt : tx.webhooks().attempts(delivery.row)) {
      const bool counts = attempt.at >= now - longest_failing;
      note(!counts || attempt.outcome != AttemptOutcome::delivered, "A9: disabled although it took something");
      if (counts) failures.push_back(attempt.at);
    }
  }
  std::sort(failures.begin(), failures.end());
  Instant before = now - longest_failing;
  for (const Instant failure : failures) {
    note(failure - before <= longest_quiet + recorded_within, "A9: disabled for failures far apart");
    before = failure;
  }
}

void Checker::look_through(const ReadTx& tx, Instant now) {
  check_attempts(tx, now);
  check_acts(tx);
  check_events(tx);
  for (const ApprovalRecord& approval : all_approvals(tx)) {
    const auto credential = tx.approvals().credential(approval.id);
    require(credential.has_value(), "A2: an approval without its credential");
    const auto [known, fresh] = credentials_.try_emplace(*credential);
    if (fresh) known->second = read_credential(*credential);
    const CredentialFacts& facts = known->second;
    require(!fresh || keys_.verifies(*credential, facts.key), "A8: a credential not signed by the key that it names");
    require(facts.place.list == approval.status_entry.list && facts.place.index == approval.status_entry.index,
            "A7: a credential names another place than its approval has");
  }
}

void Checker::check_attempts(const ReadTx& tx, Instant now) {
  std::int64_t passes = 0;
  for (const Uuid& id : applicants_) {
    const auto applicant = tx.people().applicant(id);
    require(applicant.has_value(), "A2: a registered applicant is gone");
    for (const Attempt& attempt : tx.attempts().all_of(applicant->row)) {
      const auto result = tx.attempts().result(attempt.row);
      const bool passed = result && result->result.decision == Decision::pass;
      passes += passed ? 1 : 0;
      require(tx.approvals().of_attempt(attempt.row).has_value() == passed,
              "A2: a pass without an approval, or an approval without a pass");
      const auto heard = results_.find(attempt.id);
      require(heard == results_.end() || heard->second == passed, "A2: an acknowledged result is another one");
    }
    int current = 0;
    for (const ApprovalRecord& approval : tx.approvals().of_applicant(applicant->row)) {
      --passes;
      current += in_force(live_state(approval, now)) ? 1 : 0;
    }
    require(current <= 1, "A4: two approvals of one partner in force");
  }
  require(passes == 0, "A2: approvals and passes differ");
  for (const auto& [attempt, passed] : results_) {
    require(tx.attempts().find(attempt).has_value(), "A2: an attempt with an acknowledged result is gone");
  }
}

void Checker::check_acts(const ReadTx& tx) const {
  for (const auto& [act, state] : acts_) {
    const std::vector<ApprovalChange> history = tx.approvals().history(act.first);
    const auto line = std::find_if(history.begin(), history.end(),
                                   [&](const ApprovalChange& change) { return change.revision == act.second; });
    require(line != history.end(), "A3: an acknowledged act is lost");
    require(state_name(line->state) == state, "A3: an acknowledged act has become another");
  }
}

void Checker::check_events(const ReadTx& tx) {
  std::int64_t expected = 1;
  for (const OutboxEvent& event : tx.outbox().after(0, no_limit)) {
    require(event.sequence == expected++, "A6: a gap in the feed");
    const auto known = events_.emplace(event.sequence, event.id).first;
    require(known->second == event.id, "A5: an event that was there or sent is another one now");
    const auto [body, fresh] = stored_.emplace(event.id, event.body);
    require(body->second == event.body, "A5: the bytes of an event have changed");
    const auto sent = bodies_.find(event.id);
    require(sent == bodies_.end() || sent->second == event.body, "A5: other bytes were sent than are in the feed");
    if (fresh) check_new_event(event);
  }
  require(expected > static_cast<std::int64_t>(events_.size()), "A5: an event was sent, or there, and is gone");
}

/// In the order of the feed, since none of them ever goes.
void Checker::check_new_event(const OutboxEvent& event) {
  const EventFacts facts = read_event(event.body);
  require(facts.id == event.id && facts.sequence == event.sequence, "A5: an event that says another id or sequence");
  std::int64_t& revision = revisions_[facts.approval];
  require(facts.revision != revision, "A5: two ids for one event");
  require(facts.revision > revision, "A6: a sequence against the order of revisions");
  revision = facts.revision;
}

void Checker::check_deliveries(const ReadTx& tx) const {
  for (const WebhookEndpoint& endpoint : tx.webhooks().endpoints()) {
    std::int64_t dead = 0;
    for (const OutboxEvent& event : tx.outbox().after(0, static_cast<int>(endpoint.cursor))) {
      const auto delivery = tx.webhooks().delivery(endpoint.row, event.id);
      require(delivery.has_value(), "A10: the endpoint's cursor has passed an event that is not in line");
      const std::vector<DeliveryAttempt> log = tx.webhooks().attempts(delivery->row);
      require(static_cast<int>(log.size()) == delivery->attempts, "A10: the log holds other tries than were counted");
      const auto taken = std::count_if(log.begin(), log.end(), [](const DeliveryAttempt& attempt) {
        return attempt.outcome == AttemptOutcome::delivered;
      });
      dead += delivery->state == DeliveryState::dead ? 1 : 0;
      if (delivery->state == DeliveryState::delivered) {
        require(taken > 0 && acknowledged_.contains(event.id), "A10: delivered, and nobody has acknowledged it");
      }
    }
    require(dead <= tx.webhooks().dead_letters(endpoint.row), "A10: a dead letter is not counted");
  }
}

void Checker::check_effects(const ReadTx& tx, const Consumer& consumer, Instant now) const {
  std::size_t count = 0;
  for (const ApprovalRecord& approval : all_approvals(tx)) {
    ++count;
    const auto shop = consumer.shops().find(approval.id.text());
    require(shop != consumer.shops().end() && shop->second.opened >= 1, "A4: a pass without its effect");
    require(shop->second.opened == 1, "A4: a pass with two effects");
    require(consumer.status_of(approval.id.text()) == state_name(approval.state),
            "A4: the shop stands otherwise than its approval");
    if (!in_force(live_state(approval, now))) continue;
    const std::string credential = tx.approvals().credential(approval.id).value();
    require(shop->second.credential == credential, "A8: the consumer holds another credential");
    require(!keys_.is_withdrawn(read_credential(credential).key), "A8: in force, and signed by a withdrawn key");
  }
  require(count == consumer.shops().size(), "A4: an effect without a pass");
}

/// The bits, as the events told of places and ends.
void Checker::check_status_lists(const ReadTx& tx, const onboarding::StatusLists& lists) const {
  std::map<std::string, std::pair<int, int>> places;  // the newest, by approval
  std::map<int, std::set<int>> set;
  for (const OutboxEvent& event : tx.outbox().after(0, no_limit)) {
    const EventFacts facts = read_event(event.body);
    const StatusEntry place = read_credential(facts.credential).place;
    const auto [known, fresh] = places.emplace(facts.approval, std::pair{place.list, place.index});
    const std::pair<int, int> old = known->second;
    if (old != std::pair{place.list, place.index}) set[old.first].insert(old.second);
    known->second = {place.list, place.index};
    if (facts.status == "revoked") set[place.list].insert(place.index);
    if (facts.supersedes.empty()) continue;
    const std::pair<int, int> replaced = places.at(facts.supersedes);
    set[replaced.first].insert(replaced.second);
  }
  for (int list = 1; list <= tx.approvals().last_status_list(); ++list) {
    const std::optional<std::string> signed_list = lists.signed_list(list);
    require(signed_list.has_value(), "A7: a status list is not published");
    const std::vector<int> bits{set[list].begin(), set[list].end()};
    require(read_encoded_list(*signed_list) == onboarding::encoded_status_list(bits),
            "A7: the status list has other bits than the events tell");
  }
}

}  // namespace kiosk::sim
