#pragma once

#include <set>

#include "service/approval_life.hpp"
#include "service/reissue_credentials.hpp"
#include "sim/approvals/checker.hpp"
#include "sim/approvals/machine.hpp"
#include "sim/approvals/secret_book.hpp"

namespace kiosk::sim {

/// Whoever runs the server: changes keys and rules, and tends the webhook. A command that gets no answer is begun
/// again.
class Operators {
 public:
  /// `secrets`: what the receiver is told of them.
  Operators(EventQueue& time, Machine& machine, SecretBook& secrets, Tally& tally, std::uint64_t seed, bool push);

  void begin();
  void rest() { resting_ = true; }
  /// Enables the endpoint and puts everything in line again that did not arrive; `all`: everything there ever was.
  void tend_webhook(bool all);
  bool has_finished() const { return compromised_.empty() && !recertify_by_; }
  /// Goes on with what was cut off.
  void go_on();

 private:
  void add_endpoint();
  void wait();
  void act();
  void change_key();
  void compromise_key();
  void reissue(const std::string& name, const ReissueStep& before);
  void change_rules();
  void recertify_from(const RecertifyStep& before);
  void put_in_line(const WebhookEndpoint& endpoint, bool all);

  EventQueue& time_;
  Machine& machine_;
  SecretBook& secrets_;
  Tally& tally_;
  Chance chance_;
  Chance rotation_;  ///< of its own, so that whether a secret is replaced changes little else
  bool push_;
  bool has_endpoint_ = false;
  bool resting_ = false;
  std::string next_key_;                 ///< published, and not yet old enough to sign
  std::set<std::string> compromised_;    ///< and not everything is signed anew
  std::optional<Instant> recertify_by_;  ///< and not everybody has been asked
};

}  // namespace kiosk::sim
