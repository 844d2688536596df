#include "http/connection_quota.hpp"

#include <algorithm>

namespace kiosk::http {

namespace {
constexpr std::size_t descriptors_for_files = 64;
}

ConnectionLimits within_descriptors(ConnectionLimits limits, std::size_t descriptor_limit) {
  const std::size_t kept = std::min(descriptors_for_files, descriptor_limit / 2);
  limits.total = std::min(limits.total, descriptor_limit - kept);
  return limits;
}

bool ConnectionQuota::enter(const std::string& address, bool is_proxy) {
  const std::lock_guard lock{mutex_};
  const auto entry = by_address_.find(address);
  const std::size_t from_address = entry == by_address_.end() ? 0 : entry->second;
  if (!is_proxy && (unknown_ >= limits_.unknown || from_address >= limits_.per_address)) return false;
  ++by_address_[address];
  ++unknown_;
  ++total_;
  return true;
}

void ConnectionQuota::become_known() {
  const std::lock_guard lock{mutex_};
  --unknown_;
}

void ConnectionQuota::leave(const std::string& address, bool known) {
  const std::lock_guard lock{mutex_};
  const auto entry = by_address_.find(address);
  if (--entry->second == 0) by_address_.erase(entry);
  if (!known) --unknown_;
  --total_;
}

}  // namespace kiosk::http
