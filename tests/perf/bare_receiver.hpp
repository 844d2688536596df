#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

namespace kiosk::perf {

/// A receiver of webhooks that reads each message and answers 204, one connection after the other on one thread.
class BareReceiver {
 public:
  BareReceiver();
  ~BareReceiver();
  BareReceiver(const BareReceiver&) = delete;
  BareReceiver& operator=(const BareReceiver&) = delete;

  std::uint16_t port() const { return port_; }
  std::int64_t received() const { return received_; }

 private:
  void serve();

  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<std::int64_t> received_{0};
  std::thread thread_;
};

/// The bare sender: `threads` of them send the body `count` times in all, each time on a connection of its own, and do
/// nothing else. Answers the seconds that it took. Throws std::runtime_error when an answer is not 204.
double send_barely(std::uint16_t port, const std::string& body, int threads, std::int64_t count);

}  // namespace kiosk::perf
