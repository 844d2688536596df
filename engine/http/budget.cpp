#include "http/budget.hpp"

#include <algorithm>

namespace kiosk::http {

Instant Bucket::full_at(Instant now) const { return std::clamp(full_at_, now, now + rule_.refill * rule_.size); }

milliseconds Bucket::wait(Instant now) const {
  // One more try would put off the full moment by one refill; it may lie `size` refills ahead at most.
  return std::max(full_at(now) + rule_.refill - (now + rule_.refill * rule_.size), milliseconds{0});
}

void Bucket::take(Instant now) { full_at_ = full_at(now) + rule_.refill; }

void Bucket::give_back() { full_at_ -= rule_.refill; }

std::optional<milliseconds> Budget::take(const std::string& key, Instant now) {
  const std::lock_guard lock{mutex_};
  if (buckets_.size() >= forget_at_) forget_full_buckets(now);
  Bucket& bucket = buckets_.try_emplace(key, per_key_).first->second;
  const milliseconds wait = std::max(bucket.wait(now), all_.wait(now));
  if (wait > milliseconds{0}) return wait;
  bucket.take(now);
  all_.take(now);
  return std::nullopt;
}

void Budget::give_back(const std::string& key) {
  const std::lock_guard lock{mutex_};
  all_.give_back();
  const auto bucket = buckets_.find(key);
  if (bucket != buckets_.end()) bucket->second.give_back();
}

void Budget::forget_full_buckets(Instant now) {
  std::erase_if(buckets_, [&](const auto& entry) { return entry.second.is_full(now); });
  // What is left has been used lately; its number is bounded by the budget in all.
  forget_at_ = std::max<std::size_t>(1024, 2 * buckets_.size());
}

}  // namespace kiosk::http
