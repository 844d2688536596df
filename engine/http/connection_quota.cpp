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

void ConnectionQuota::count(Count& count) {
  ++count.all;
  ++count.unknown;
  ++unknown_;
  ++total_;
}

bool ConnectionQuota::enter(const std::string& address, bool is_proxy) {
  const std::lock_guard lock{mutex_};
  const auto entry = by_address_.find(address);
  const std::size_t from_address = entry == by_address_.end() ? 0 : entry->second.all;
  if (!is_proxy && (unknown_ >= limits_.unknown || from_address >= limits_.per_address)) return false;
  Count& counted = by_address_[address];
  counted.is_proxy = is_proxy;
  count(counted);
  return true;
}

std::optional<std::string> ConnectionQuota::enter_instead(const std::string& address) {
  const std::lock_guard lock{mutex_};
  const auto entry = by_address_.find(address);
  const Count here = entry == by_address_.end() ? Count{} : entry->second;
  if (unknown_ < limits_.unknown || here.all >= limits_.per_address) return std::nullopt;
  const auto fewer = [](const auto& one, const auto& other) {
    const auto weight = [](const Count& count) { return count.is_proxy ? 0 : count.unknown; };
    return weight(one.second) < weight(other.second);
  };
  const auto crowd = std::max_element(by_address_.begin(), by_address_.end(), fewer);
  if (crowd->second.is_proxy || crowd->second.unknown <= here.unknown) return std::nullopt;
  count(by_address_[address]);
  return crowd->first;
}

void ConnectionQuota::become_known(const std::string& address) {
  const std::lock_guard lock{mutex_};
  --by_address_[address].unknown;
  --unknown_;
}

void ConnectionQuota::leave(const std::string& address, bool known) {
  const std::lock_guard lock{mutex_};
  const auto entry = by_address_.find(address);
  if (!known) {
    --entry->second.unknown;
    --unknown_;
  }
  if (--entry->second.all == 0) by_address_.erase(entry);
  --total_;
}

}  // namespace kiosk::http
