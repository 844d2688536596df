#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace kiosk::http {

struct ConnectionLimits {
  std::size_t total = 2000;
  std::size_t per_address = 64;  ///< soft: villages share one address
  std::size_t unknown = 500;     ///< connections that have not yet shown a valid sign-in or token
};

/// `limits` with `total` so low that the process keeps descriptors for its files: 64 below `descriptor_limit`, or half
/// of it where it is small.
ConnectionLimits within_descriptors(ConnectionLimits limits, std::size_t descriptor_limit);

/// Counts of the open connections. May be called from several threads.
class ConnectionQuota {
 public:
  explicit ConnectionQuota(const ConnectionLimits& limits) : limits_(limits) {}

  /// Whether one more may be accepted at all.
  bool has_room() const { return total_ < limits_.total; }
  std::size_t total() const { return total_; }

  /// Counts a new connection from this address, not yet known; false when one of its limits is reached (then it is not
  /// counted). A trusted proxy, behind which many clients are, has no limit but the total.
  bool enter(const std::string& address, bool is_proxy);
  /// When all places of unknown ones are taken and another address holds more of them than this one: counts the new
  /// connection all the same, and answers the address that holds the most. One of those must go, so that a crowd from
  /// few addresses keeps nobody else out.
  std::optional<std::string> enter_instead(const std::string& address);
  void become_known(const std::string& address);
  void leave(const std::string& address, bool known);

 private:
  struct Count {
    std::size_t all = 0;
    std::size_t unknown = 0;
    bool is_proxy = false;
  };

  void count(Count& count);

  ConnectionLimits limits_;
  std::atomic<std::size_t> total_{0};
  std::mutex mutex_;
  std::size_t unknown_ = 0;
  std::map<std::string, Count> by_address_;
};

}  // namespace kiosk::http
