#pragma once

#include "service/approval_acts.hpp"
#include "sim/approvals/checker.hpp"
#include "sim/approvals/machine.hpp"

namespace kiosk::sim {

/// Two of HQ, who suspend, reinstate and revoke now and then, and ask again with the same key until they are answered;
/// and now and then once more within the next day or so, as a proxy or a page that was left open does.
class Staff {
 public:
  Staff(EventQueue& time, Machine& machine, Checker& checker, Tally& tally, std::uint64_t seed);

  void begin();
  void rest() { resting_ = true; }

 private:
  struct Wish {
    ApprovalActCommand command;
    const char* who = first_staff;
    int tries = 0;
    bool answered = false;
    bool repeated = false;  ///< asked once more though it was answered
  };
  /// To one try.
  struct Reply {
    std::string body;
    bool stood_before = false;  ///< the act was carried out by an earlier try
  };
  using WishPointer = std::shared_ptr<Wish>;

  void act();
  void wish(ApprovalAct act, const Uuid& approval, const char* who);
  void ask(const WishPointer& wish);
  void hear(const WishPointer& wish, const Reply& reply, const Status& status);
  void ask_once_more(const WishPointer& wish);

  EventQueue& time_;
  Machine& machine_;
  Checker& checker_;
  Tally& tally_;
  Chance chance_;
  Chance repeats_;
  int wishes_ = 0;
  bool resting_ = false;
};

}  // namespace kiosk::sim
