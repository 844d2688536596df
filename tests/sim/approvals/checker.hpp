#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "onboarding/status_lists.hpp"
#include "service/approval_acts.hpp"
#include "service/deliveries.hpp"
#include "sim/approvals/consumer.hpp"
#include "sim/approvals/key_chest.hpp"

namespace kiosk::sim {

/// What happened in a world, by name.
using Tally = std::map<std::string, std::int64_t>;

/// What must hold, from what partners, staff and the receiver have sent and heard.
class Checker {
 public:
  Checker(const KeyChest& keys, Tally& tally) : keys_(keys), tally_(tally) {}

  void heard_applicant(const Uuid& applicant) { applicants_.insert(applicant); }
  void heard_result(const Uuid& attempt, bool passed);
  void heard_act(const Uuid& approval, int revision, const std::string& state);
  /// What the act was answered with, when it was asked before with the same key and stands in the approval's history,
  /// within a day. In the transaction that asks again, before the engine does.
  std::optional<ApprovalActAnswer> standing_act(const ReadTx& tx, const ApprovalActCommand& act, Instant now) const;
  /// In the same transaction, after it; what does not hold is thrown by `throw_noted`.
  void answered_act(const ApprovalActCommand& act, const std::optional<ApprovalActAnswer>& standing,
                    const Result<ApprovalActAnswer>& answer);
  /// The receiver gets these bytes, and answers.
  void sent(const std::string& id, const std::string& body);
  void acknowledged(const std::string& id) { acknowledged_.insert(id); }
  /// In the transaction that writes a try down; what does not hold is thrown by `throw_noted`.
  void recorded(const ReadTx& tx, const Tried& tried, const Recorded& recorded, Instant now);
  void throw_noted() const;

  /// Of every recovered store.
  void look_through(const ReadTx& tx, Instant now);
  /// Once every event is on its way to the endpoint or has been.
  void check_deliveries(const ReadTx& tx) const;
  /// Once everything has come to rest.
  void check_effects(const ReadTx& tx, const Consumer& consumer, Instant now) const;
  void check_status_lists(const ReadTx& tx, const onboarding::StatusLists& lists) const;

 private:
  struct AnsweredAct {
    std::string key;
    ApprovalActAnswer answer;
  };

  void check_attempts(const ReadTx& tx, Instant now);
  void check_acts(const ReadTx& tx) const;
  void check_events(const ReadTx& tx);
  void check_new_event(const OutboxEvent& event);
  void check_disabling(const ReadTx& tx, const Tried& tried, DisableReason reason, Instant now);
  void note(bool holds, const char* rule);

  const KeyChest& keys_;
  Tally& tally_;
  std::set<Uuid> applicants_;
  std::map<Uuid, bool> results_;                        ///< by attempt
  std::map<std::pair<Uuid, int>, std::string> acts_;    ///< state by approval and revision
  std::map<std::pair<Uuid, int>, AnsweredAct> made_;    ///< the same, by who made it last, whether or not that stands
  std::map<std::string, std::string> bodies_;           ///< as sent, by event id
  std::map<std::int64_t, std::string> events_;          ///< id by sequence, as ever seen in a recovered store or sent
  std::map<std::string, std::string> stored_;           ///< as in the feed, by event id
  std::map<std::string, std::int64_t> revisions_;       ///< the newest that an event has told, by approval
  std::map<std::string, CredentialFacts> credentials_;  ///< those that were looked at
  std::set<std::string> acknowledged_;
  const char* noted_ = nullptr;
};

}  // namespace kiosk::sim
