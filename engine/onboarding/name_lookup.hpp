#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "delivery/address.hpp"

namespace kiosk::onboarding {

namespace net = boost::asio;

/// Addresses of host names by the system's resolver, each look-up on a thread of its own: the resolver cannot be
/// interrupted, and one slow name server must hold up neither other endpoints nor the end of the program. Whoever asks
/// for a host that is being looked up waits with the others, so a slow one takes one thread.
class NameLookup {
 public:
  explicit NameLookup(net::io_context& io);
  ~NameLookup();
  NameLookup(const NameLookup&) = delete;
  NameLookup& operator=(const NameLookup&) = delete;

  /// Empty when the name is unknown or the resolver has not answered by `deadline`. On the context's thread.
  net::awaitable<std::vector<IpAddress>> find(const std::string& host, std::chrono::steady_clock::time_point deadline);

 private:
  struct Gate;
  struct Waiting;

  bool begin(const std::string& host);
  void found(const std::string& host, const std::vector<IpAddress>& addresses);

  net::io_context& io_;
  std::shared_ptr<Gate> gate_;
  std::map<std::string, std::set<Waiting*>> asked_;  ///< hosts being looked up, and who waits: each in its coroutine
};

}  // namespace kiosk::onboarding
