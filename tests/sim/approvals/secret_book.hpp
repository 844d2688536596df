#pragma once

#include <string>
#include <vector>

#include "base/clock.hpp"
#include "support/webhook_signature/standard_webhook.hpp"

namespace kiosk::sim {

/// One try as it arrives at the receiver.
struct ReceivedWebhook {
  test::SignedWebhook webhook;
  std::string signature;  ///< webhook-signature
  Instant began;
};

/// The secrets of the endpoint as its receiver was given them, and since when each is the newest. What a try must be
/// signed with follows from that alone: approvals.md §2.3.
class SecretBook {
 public:
  /// A transaction makes a new secret; whether it commits is not known yet. `salt` tells it in the store.
  void offer(const std::string& salt, const std::string& secret, Instant now);
  /// The newest secret that the store holds, as an answer or a recovered store says. Throws Violation when nobody has
  /// made it.
  void settle(const std::string& salt);

  /// Whether a try is signed with the newest secret, and for a day with the one before it as well.
  bool allows(const ReceivedWebhook& received) const;
  /// How many secrets must sign at `now`.
  std::size_t signing(Instant now) const { return expected(secrets_, now).size(); }
  /// How often the secret was replaced.
  int replaced() const { return replaced_; }

 private:
  struct Secret {
    std::string salt;
    std::string text;
    Instant since;
  };
  using Secrets = std::vector<Secret>;

  static std::vector<std::string> expected(const Secrets& secrets, Instant now);
  static bool signs(const Secrets& secrets, const ReceivedWebhook& received);

  Secrets secrets_;  ///< the newest last
  Secrets offered_;  ///< perhaps committed since
  int replaced_ = -1;
};

}  // namespace kiosk::sim
