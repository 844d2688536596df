#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.hpp"

namespace kiosk::http {

struct BucketRule {
  int size = 0;            ///< tries that may come at once; > 0
  milliseconds refill{0};  ///< time until one more try is allowed; > 0
};

/// A token bucket: `size` tries at once, then one each `refill`. Time is passed in and may also step back.
class Bucket {
 public:
  explicit Bucket(const BucketRule& rule) : rule_(rule) {}

  /// Time until the next try is allowed; 0 = now.
  milliseconds wait(Instant now) const;
  void take(Instant now);
  void give_back();
  bool is_full(Instant now) const { return now >= full_at_; }

 private:
  /// full_at_ as it may be at `now`: neither in the past nor, after a clock step, further ahead than an empty bucket's.
  Instant full_at(Instant now) const;

  BucketRule rule_;
  Instant full_at_;  ///< the moment at which all tries will be allowed again: the bucket's whole state
};

/// Tries of one kind (candidate codes, passwords, registrations), limited for each key (an address, a staff name) and
/// in all. May be called from several threads.
class Budget {
 public:
  Budget(const BucketRule& per_key, const BucketRule& in_all) : per_key_(per_key), all_(in_all) {}

  /// Takes one try; or answers how long to wait and takes nothing.
  std::optional<milliseconds> take(const std::string& key, Instant now);
  /// The try turned out to be a good one.
  void give_back(const std::string& key);

 private:
  void forget_full_buckets(Instant now);

  std::mutex mutex_;
  BucketRule per_key_;
  std::map<std::string, Bucket> buckets_;
  Bucket all_;
  std::size_t forget_at_ = 1024;  ///< number of buckets at which full ones are looked for
};

}  // namespace kiosk::http
