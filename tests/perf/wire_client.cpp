#include "perf/wire_client.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace kiosk::perf {

namespace {

constexpr std::chrono::minutes patience{1};  // a server that is silent that long is broken

[[noreturn]] void give_up(const std::string& why) { throw std::runtime_error("load client: " + why); }

std::size_t content_length(std::string_view head) {
  constexpr std::string_view name = "\r\nContent-Length: ";
  const std::size_t at = head.find(name);
  if (at == std::string_view::npos) return 0;
  std::size_t length = 0;
  std::from_chars(head.data() + at + name.size(), head.data() + head.size(), length);
  return length;
}

}  // namespace

struct WireClient::Line {
  int socket = -1;
  std::string_view request;
  std::size_t sent = 0;
  std::string received;
  std::size_t head_bytes = 0;  ///< 0: the head is not complete
  std::size_t body_bytes = 0;
  SteadyClock::time_point sent_at;
  bool busy = false;

  WireReply reply() const {
    const std::string_view all{received};
    WireReply reply;
    reply.head = all.substr(0, head_bytes);
    reply.body = all.substr(head_bytes, body_bytes);
    std::from_chars(all.data() + 9, all.data() + 12, reply.status);  // after "HTTP/1.1 "
    return reply;
  }
};

double LoadOutcome::quantile_ms(double share) const {
  if (latencies_ms.empty()) return 0;
  const auto last = static_cast<double>(latencies_ms.size() - 1);
  return latencies_ms[static_cast<std::size_t>(share * last)];
}

WireClient::WireClient(std::uint16_t port, std::size_t connections)
    : port_(port), epoll_(::epoll_create1(0)), lines_(connections) {}

WireClient::~WireClient() {
  for (std::size_t i = 0; i < lines_.size(); ++i) close(i);
  ::close(epoll_);
}

void WireClient::connect(std::size_t number) {
  Line& line = lines_[number];
  line.socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port_);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(line.socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) give_up("cannot connect");
  const int on = 1;
  ::setsockopt(line.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = number;
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, line.socket, &event);
}

void WireClient::close(std::size_t number) {
  int& socket = lines_[number].socket;
  if (socket >= 0) ::close(std::exchange(socket, -1));
}

void WireClient::send(std::size_t number, std::string_view request) {
  Line& line = lines_[number];
  if (line.socket < 0) connect(number);
  line.request = request;
  line.busy = true;
  line.sent = 0;
  line.head_bytes = 0;
  line.received.clear();
  line.sent_at = SteadyClock::now();
  ++under_way_;
  push(line);
}

// Requests are far smaller than a socket's buffer: waiting for room here holds nobody up.
void WireClient::push(Line& line) {
  while (line.sent < line.request.size()) {
    const ssize_t sent =
        ::send(line.socket, line.request.data() + line.sent, line.request.size() - line.sent, MSG_NOSIGNAL);
    if (sent <= 0) give_up("the connection broke while sending");
    line.sent += static_cast<std::size_t>(sent);
  }
}

bool WireClient::pull(Line& line) {
  std::array<char, 64 * 1024> bytes{};
  const ssize_t got = ::recv(line.socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
  if (got <= 0) give_up("the connection ended without a reply");
  line.received.append(bytes.data(), static_cast<std::size_t>(got));
  if (line.head_bytes == 0) {
    const std::size_t end = line.received.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    line.head_bytes = end + 4;
    line.body_bytes = content_length(std::string_view{line.received}.substr(0, line.head_bytes));
  }
  return line.received.size() >= line.head_bytes + line.body_bytes;
}

bool WireClient::poll(std::chrono::milliseconds most, const OnReply& on_reply) {
  std::array<epoll_event, 256> events{};
  const int ready =
      ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), static_cast<int>(most.count()));
  for (int i = 0; i < ready; ++i) {
    const std::size_t number = events.at(static_cast<std::size_t>(i)).data.u64;
    Line& line = lines_[number];
    if (!line.busy) give_up("an answer that nobody asked for, or the connection ended");
    if (!pull(line)) continue;
    line.busy = false;
    --under_way_;
    on_reply(number, line.reply());
  }
  return ready > 0;
}

LoadOutcome WireClient::run(std::chrono::milliseconds duration, const NextRequest& next, const OnReply& on_reply) {
  LoadOutcome outcome;
  const auto began = SteadyClock::now();
  const auto send_next = [&](std::size_t number) {
    if (const std::string_view request = next(number); !request.empty()) send(number, request);
  };
  for (std::size_t i = 0; i < lines_.size(); ++i) send_next(i);
  const auto take = [&](std::size_t number, const WireReply& reply) {
    const auto now = SteadyClock::now();
    outcome.latencies_ms.push_back(std::chrono::duration<double, std::milli>(now - lines_[number].sent_at).count());
    on_reply(number, reply);
    if (reply.head.find("\r\nConnection: close") != std::string_view::npos) {
      close(number);
      ++outcome.reconnected;
    }
    if (now - began < duration) send_next(number);
  };
  while (under_way_ > 0) {
    if (!poll(patience, take)) give_up("no reply for a minute");
  }
  outcome.answered = static_cast<std::int64_t>(outcome.latencies_ms.size());
  outcome.seconds = std::chrono::duration<double>(SteadyClock::now() - began).count();
  std::sort(outcome.latencies_ms.begin(), outcome.latencies_ms.end());
  return outcome;
}

}  // namespace kiosk::perf
