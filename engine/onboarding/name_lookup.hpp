#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "delivery/address.hpp"

namespace kiosk::onboarding {

namespace net = boost::asio;

/// Addresses of host names by the system's resolver, each look-up on a thread of its own: the resolver cannot be
/// interrupted, and one slow name server must hold up neither other endpoints nor the end of the program.
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

  bool begin(const std::string& host, std::uint64_t number);
  void found(std::uint64_t number, std::vector<IpAddress> addresses);

  net::io_context& io_;
  std::shared_ptr<Gate> gate_;
  std::map<std::uint64_t, Waiting*> waiting_;  ///< each lives in its coroutine
  std::uint64_t next_ = 0;
};

}  // namespace kiosk::onboarding
