#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "approval/record.hpp"
#include "onboarding/programme.hpp"
#include "ports/signer.hpp"

namespace kiosk::onboarding {

/// The signed status lists in memory: one thread brings them up to date, all may read them.
class StatusLists {
 public:
  /// Lists 1 to this are published, whether approvals have places on them yet or not: room for a million approvals.
  static constexpr int count = 16;

  /// `signer` outlives this.
  StatusLists(Programme programme, const Signer& signer);

  /// Signs each list whose bits are others than before, or that was signed six hours ago (or, by a clock that has been
  /// set back since, in the future). `set`: every place whose bit is set, by list and index. From one thread at a time.
  void bring_up_to(const std::vector<StatusEntry>& set, Instant now);

  /// Compact JWS; nothing for an unknown list, and before the first `bring_up_to`.
  std::optional<std::string> signed_list(int list) const;

  /// When the oldest of the lists was signed; nothing before the first `bring_up_to`.
  std::optional<Instant> oldest() const;

 private:
  struct SignedList {
    std::vector<int> set_indexes;
    Instant signed_at;
    std::string body;
  };

  void sign(int list, std::vector<int> set_indexes, Instant now);

  Programme programme_;
  const Signer& signer_;
  mutable std::mutex mutex_;
  std::vector<SignedList> lists_;  ///< guarded by mutex_, which nobody holds while signing
};

}  // namespace kiosk::onboarding
