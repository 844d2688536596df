#pragma once

#include "sim/approvals/machine.hpp"
#include "sim/approvals/receiver.hpp"

namespace kiosk::sim {

/// The server's delivery thread (onboarding/webhook_sender) in virtual time: the same plan, spread and record, without
/// sockets. It lives and dies with the process.
class Sender {
 public:
  Sender(EventQueue& time, Machine& machine, Receiver& receiver, Checker& checker, Tally& tally, Trace& trace);

  /// A new life of the server: what was under way is forgotten.
  void begin();
  /// There may be something to send.
  void wake();

 private:
  void look();
  void spread();
  void send(const Outgoing& outgoing);
  void record(const Tried& tried, const std::string& subject);
  void note(const Tried& tried, const Recorded& recorded);
  /// Later, if the process still lives.
  void after(milliseconds wait, std::function<void()> work);

  EventQueue& time_;
  Machine& machine_;
  Receiver& receiver_;
  Checker& checker_;
  Tally& tally_;
  Trace& trace_;
  InFlight in_flight_;
  bool spreading_ = false;
  std::optional<Instant> next_look_;
};

}  // namespace kiosk::sim
