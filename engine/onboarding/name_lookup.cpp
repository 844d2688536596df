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
  std::function<void(std::uint64_t, std::vector<IpAddress>)> answer;  ///< empty: nobody waits any more
};

struct NameLookup::Waiting {
  net::steady_timer timer;
  std::vector<IpAddress> addresses{};
};

NameLookup::NameLookup(net::io_context& io) : io_(io), gate_(std::make_shared<Gate>()) {
  gate_->answer = [this](std::uint64_t number, std::vector<IpAddress> addresses) {
    net::post(io_, [this, number, addresses = std::move(addresses)]() mutable { found(number, std::move(addresses)); });
  };
}

NameLookup::~NameLookup() {
  const std::lock_guard lock{gate_->mutex};
  gate_->answer = nullptr;
}

net::awaitable<std::vector<IpAddress>> NameLookup::find(const std::string& host,
                                                        std::chrono::steady_clock::time_point deadline) {
  const std::uint64_t number = next_++;
  Waiting waiting{net::steady_timer{io_, deadline}};
  waiting_[number] = &waiting;
  if (begin(host, number)) {
    boost::system::error_code error;  // a look-up that has ended cancels the wait
    auto token = net::redirect_error(net::use_awaitable, error);
    co_await waiting.timer.async_wait(token);
  }
  waiting_.erase(number);
  co_return std::move(waiting.addresses);
}

bool NameLookup::begin(const std::string& host, std::uint64_t number) {
  if (++gate_->threads > most_threads) {
    --gate_->threads;
    return false;
  }
  try {
    std::thread([gate = gate_, host, number] {
      std::vector<IpAddress> addresses = resolve(host);
      --gate->threads;
      const std::lock_guard lock{gate->mutex};
      if (gate->answer) gate->answer(number, std::move(addresses));
    }).detach();
  } catch (const std::system_error&) {  // the system has no thread left
    --gate_->threads;
    return false;
  }
  return true;
}

void NameLookup::found(std::uint64_t number, std::vector<IpAddress> addresses) {
  const auto place = waiting_.find(number);
  if (place == waiting_.end()) return;
  place->second->addresses = std::move(addresses);
  place->second->timer.cancel();
}

}  // namespace kiosk::onboarding
