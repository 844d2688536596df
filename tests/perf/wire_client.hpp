#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::perf {

struct WireReply {
  int status = 0;
  std::string_view head;  ///< with its last line break; the views live until the callback returns
  std::string_view body;
};

/// What a run of a load came to.
struct LoadOutcome {
  std::int64_t answered = 0;
  std::int64_t reconnected = 0;
  double seconds = 0;
  double cpu_s = 0;                  ///< of the thread that did it
  std::vector<double> latencies_ms;  ///< one a reply, sorted

  double per_second() const { return seconds > 0 ? static_cast<double>(answered) / seconds : 0; }
  /// `share` 0 .. 1; 0 when nothing was answered.
  double quantile_ms(double share) const;
};

/// Connections that each have one request in flight, all on one thread over epoll: `run` sends the next one as soon as
/// the last was answered (closed loop); `send` and `poll` are for those who send when it is time (open loop). It does
/// as little as it can, because it shares the machine with what it measures: requests are finished texts, and of a
/// reply it reads the status and the length alone.
class WireClient {
 public:
  /// The next request of a connection; an empty one: this connection has no more.
  using NextRequest = std::function<std::string_view(std::size_t connection)>;
  using OnReply = std::function<void(std::size_t connection, const WireReply& reply)>;

  /// To 127.0.0.1:`port`; each connection is opened for its first request. Throws std::runtime_error, as everything
  /// here, when the other side misbehaves.
  WireClient(std::uint16_t port, std::size_t connections);
  ~WireClient();
  WireClient(const WireClient&) = delete;
  WireClient& operator=(const WireClient&) = delete;

  /// Sends until the time is over or no connection has a request left, then waits for the replies under way.
  LoadOutcome run(std::chrono::milliseconds duration, const NextRequest& next, const OnReply& on_reply);

  /// Sends a request, whose text must live until it is answered. The connection has none in flight.
  void send(std::size_t number, std::string_view request);
  /// Waits for replies, at most so long, and hands over those that are there; false when nothing came at all.
  bool poll(std::chrono::milliseconds most, const OnReply& on_reply);
  /// Ends a connection that has no request in flight.
  void close(std::size_t number);
  std::size_t under_way() const { return under_way_; }

 private:
  using SteadyClock = std::chrono::steady_clock;
  struct Line;

  void connect(std::size_t number);
  void push(Line& line);
  /// Reads what is there; answers whether a whole reply came.
  bool pull(Line& line);

  std::uint16_t port_;
  int epoll_ = -1;
  std::size_t under_way_ = 0;
  std::vector<Line> lines_;
};

}  // namespace kiosk::perf
