#include "onboarding/name_lookup.hpp"

#include <netdb.h>
#include <netinet/in.h>

#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstring>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>

namespace kiosk::onboarding {

namespace {

constexpr int most_threads = 64;

IpAddress address_of(const addrinfo& entry) {
  IpAddress address;
  address.v6 = entry.ai_family == AF_INET6;
  if (address.v6) {
    sockaddr_in6 socket{};
    std::memcpy(&socket, entry.ai_addr, sizeof socket);
    std::memcpy(address.bytes.data(), &socket.sin6_addr, sizeof socket.sin6_addr);
  } else {
    sockaddr_in socket{};
    std::memcpy(&socket, entry.ai_addr, sizeof socket);
    std::memcpy(address.bytes.data(), &socket.sin_addr, sizeof socket.sin_addr);
  }
  return address;
}

/// Waits for the resolver.
std::vector<IpAddress> resolve(const std::string& host) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  if (::getaddrinfo(host.c_str(), nullptr, &hints, &list) != 0) return {};
  std::vector<IpAddress> addresses;
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
    if (entry->ai_family == AF_INET || entry->ai_family == AF_INET6) addresses.push_back(address_of(*entry));
  }
  ::freeaddrinfo(list);
  return addresses;
}

}  // namespace

/// What a look-up's thread may touch; it outlives the owner, which closes it.
struct NameLookup::Gate {
  std::atomic<int> threads{0};
  std::mutex mutex;
  std::function<void(const std::string&, std::vector<IpAddress>)> answer;  ///< empty: nobody waits any more
};

struct NameLookup::Waiting {
  net::steady_timer timer;
  std::vector<IpAddress> addresses{};
};

NameLookup::NameLookup(net::io_context& io) : io_(io), gate_(std::make_shared<Gate>()) {
  gate_->answer = [this](const std::string& host, std::vector<IpAddress> addresses) {
    net::post(io_, [this, host, addresses = std::move(addresses)] { found(host, addresses); });
  };
}

NameLookup::~NameLookup() {
  const std::lock_guard lock{gate_->mutex};
  gate_->answer = nullptr;
}

net::awaitable<std::vector<IpAddress>> NameLookup::find(const std::string& host,
                                                        std::chrono::steady_clock::time_point deadline) {
  Waiting waiting{net::steady_timer{io_, deadline}};
  const auto [asked, first] = asked_.try_emplace(host);
  if (first && !begin(host)) {
    asked_.erase(asked);
    co_return std::vector<IpAddress>{};
  }
  asked->second.insert(&waiting);
  boost::system::error_code error;  // a look-up that has ended cancels the wait
  auto token = net::redirect_error(net::use_awaitable, error);
  co_await waiting.timer.async_wait(token);
  if (const auto still = asked_.find(host); still != asked_.end()) still->second.erase(&waiting);
  co_return std::move(waiting.addresses);
}

bool NameLookup::begin(const std::string& host) {
  if (++gate_->threads > most_threads) {
    --gate_->threads;
    return false;
  }
  try {
    std::thread([gate = gate_, host] {
      std::vector<IpAddress> addresses = resolve(host);
      --gate->threads;
      const std::lock_guard lock{gate->mutex};
      if (gate->answer) gate->answer(host, std::move(addresses));
    }).detach();
  } catch (const std::system_error&) {  // the system has no thread left
    --gate_->threads;
    return false;
  }
  return true;
}

void NameLookup::found(const std::string& host, const std::vector<IpAddress>& addresses) {
  const auto asked = asked_.extract(host);
  for (Waiting* waiting : asked.mapped()) {
    waiting->addresses = addresses;
    waiting->timer.cancel();
  }
}

}  // namespace kiosk::onboarding
