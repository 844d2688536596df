#pragma once

#include <map>
#include <set>

#include "ports/approval_rows.hpp"
#include "sim/approvals/event_facts.hpp"
#include "sim/approvals/options.hpp"

namespace kiosk::sim {

/// What the onboarding flow has made of one approval.
struct Shop {
  int opened = 0;      ///< how many times: the effect that must happen once
  std::string status;  ///< as of the newest event
  std::string credential;
  std::int64_t revision = 0;
};

/// The onboarding flow, by the rule of approvals.md §2.4: effect, ids seen, highest sequence of the subject and cursor
/// are one transaction. An event tells all about its approval, so whichever comes first opens the shop and the newest
/// says how it stands; a renewal closes the shop of the approval that it takes the place of.
class Consumer {
 public:
  explicit Consumer(ConsumerMistake mistake) : mistake_(mistake) {}

  /// One event by push. `crashes`: in the transaction, so that nothing of it stays.
  void take(const std::string& body, bool crashes);
  /// A page of the feed, with the cursor after it.
  void take_page(const std::vector<OutboxEvent>& events, bool crashes);

  const std::string& cursor() const { return cursor_; }
  const std::map<std::string, Shop>& shops() const { return shops_; }
  /// Ids of the feed's events by sequence.
  const std::map<std::int64_t, std::string>& seen() const { return seen_; }
  /// How a shop stands: the status of its approval, or `superseded`.
  std::string status_of(const std::string& approval) const;

 private:
  void apply(const std::string& body);

  ConsumerMistake mistake_;
  std::map<std::string, Shop> shops_;  ///< by approval
  std::map<std::int64_t, std::string> seen_;
  std::map<std::string, std::int64_t> highest_;  ///< sequence by subject
  std::set<std::string> superseded_;
  std::string cursor_;
};

}  // namespace kiosk::sim
