#pragma once

#include "sim/approvals/checker.hpp"
#include "sim/approvals/machine.hpp"

namespace kiosk::sim {

/// Somebody who sits the exam every few days: for a first approval, to renew it, after it has ended. He asks again
/// until he gets an answer.
class Partner {
 public:
  Partner(EventQueue& time, Machine& machine, TrainedContent& content, Checker& checker, std::uint64_t seed,
          int number);

  void begin() { plan_next(); }
  /// He finishes what he is at and begins nothing more.
  void rest() { resting_ = true; }

 private:
  void plan_next();
  void ask();
  void go_on(const Request& request);
  void finish();
  void hear(const Answered& answer);
  void hear_view(const AttemptView& view);
  void hear_saved(const SaveReply& reply);

  EventQueue& time_;
  Machine& machine_;
  TrainedContent& content_;
  Checker& checker_;
  Chance chance_;
  int number_;
  bool resting_ = false;
  bool sits_ = false;
  int percent_known_ = 0;
  int asked_ = 0;
  int tries_ = 0;
  int revision_ = 0;
  Request request_;
  std::string token_;
  Uuid attempt_;
  int epoch_ = 1;
};

}  // namespace kiosk::sim
