#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "approval/record.hpp"
#include "onboarding/programme.hpp"
#include "ports/key_ring.hpp"

namespace kiosk::onboarding {

/// The signed status lists in memory: one thread brings them up to date, all may read them.
class StatusLists {
 public:
  /// `keys` outlives this.
  StatusLists(Programme programme, const KeyRing& keys);

  /// Signs each list whose bits, or the key that signs, are others than before, or that was signed six hours ago (or,
  /// by a clock that has been set back since, in the future). Lists 1 to `count` are published; they never become
  /// fewer. `set`: every place whose bit is set, by list and index. From one thread at a time.
  void bring_up_to(const std::vector<StatusEntry>& set, int count, Instant now);

  /// Compact JWS; nothing for an unknown list, and before the first `bring_up_to`.
  std::optional<std::string> signed_list(int list) const;

  /// When the oldest of the lists was signed; nothing before the first `bring_up_to`.
  std::optional<Instant> oldest() const;

  /// Whether the key that signs now has signed them all. Verifiers may know the others no more.
  bool are_of_signing_key() const;

 private:
  struct SignedList {
    std::vector<int> set_indexes;
    Instant signed_at;
    std::string key;  ///< that signed it
    std::string body;
  };

  void make_room(std::size_t count);
  void sign(int list, std::vector<int> set_indexes, Instant now);

  Programme programme_;
  const KeyRing& keys_;
  mutable std::mutex mutex_;
  std::vector<SignedList> lists_;  ///< guarded by mutex_, which nobody holds while signing
};

}  // namespace kiosk::onboarding
