#include "perf/bare_receiver.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <vector>

namespace kiosk::perf {

namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

const sockaddr* plain(const sockaddr_in& address) { return reinterpret_cast<const sockaddr*>(&address); }

/// Reads a head and the body that its Content-Length announces; false when the other side ended before.
bool read_message(int connection) {
  std::string text;
  char buffer[16 * 1024];
  std::size_t whole = 0;
  while (whole == 0 || text.size() < whole) {
    const ssize_t got = ::read(connection, buffer, sizeof buffer);
    if (got <= 0) return false;
    text.append(buffer, static_cast<std::size_t>(got));
    const std::size_t head = text.find("\r\n\r\n");
    if (whole > 0 || head == std::string::npos) continue;
    const std::size_t length = text.find("Content-Length: ");
    whole = head + 4 + (length < head ? std::stoul(text.substr(length + 16)) : 0);
  }
  return true;
}

void write_all(int connection, const std::string& text) {
  for (std::size_t sent = 0; sent < text.size();) {
    const ssize_t more = ::write(connection, text.data() + sent, text.size() - sent);
    if (more <= 0) throw std::runtime_error("the receiver of the bench does not read");
    sent += static_cast<std::size_t>(more);
  }
}

void send_one(std::uint16_t port, const std::string& message) {
  const int connection = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  if (::connect(connection, plain(address), sizeof address) != 0) throw std::runtime_error("no connection");
  write_all(connection, message);
  char answer[256];
  const ssize_t got = ::read(connection, answer, sizeof answer);
  ::close(connection);
  if (got < 12 || std::string{answer, 12} != "HTTP/1.1 204") throw std::runtime_error("no 204");
}

}  // namespace

BareReceiver::BareReceiver() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (::bind(listener_, plain(address), size) != 0 || ::listen(listener_, 256) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no port for the receiver");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread{[this] { serve(); }};
}

BareReceiver::~BareReceiver() {
  ::shutdown(listener_, SHUT_RDWR);  // ends accept
  thread_.join();
  ::close(listener_);
}

void BareReceiver::serve() {
  const std::string answer = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
  while (true) {
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) return;
    if (read_message(connection)) {
      ++received_;
      write_all(connection, answer);
    }
    ::close(connection);
  }
}

double send_barely(std::uint16_t port, const std::string& body, int threads, std::int64_t count) {
  const std::string message =
      "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) +
      "\r\n\r\n" + body;
  const auto begin = std::chrono::steady_clock::now();
  std::atomic<std::int64_t> left{count};
  std::atomic<bool> wrong{false};
  std::vector<std::thread> senders;
  for (int i = 0; i < threads; ++i) {
    senders.emplace_back([&] {
      try {
        while (left.fetch_sub(1) > 0) send_one(port, message);
      } catch (const std::runtime_error&) {
        wrong = true;
      }
    });
  }
  for (std::thread& sender : senders) sender.join();
  if (wrong) throw std::runtime_error("the bare sender was not answered");
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace kiosk::perf
