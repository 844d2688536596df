#pragma once

#include "service/approval_acts.hpp"
#include "sim/approvals/checker.hpp"
#include "sim/approvals/machine.hpp"

namespace kiosk::sim {

/// Two of HQ, who suspend, reinstate and revoke now and then, and ask again with the same key until they are answered.
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
    std::string body;  ///< of the latest answer made in a transaction, acknowledged or not
  };
  using WishPointer = std::shared_ptr<Wish>;

  void act();
  void wish(ApprovalAct act, const Uuid& approval, const char* who);
  void ask(const WishPointer& wish);
  void hear(Wish& wish, const Status& status);

  EventQueue& time_;
  Machine& machine_;
  Checker& checker_;
  Tally& tally_;
  Chance chance_;
  int wishes_ = 0;
  bool resting_ = false;
};

}  // namespace kiosk::sim
