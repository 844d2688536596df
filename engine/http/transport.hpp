#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "http/commit_signal.hpp"
#include "http/connection_quota.hpp"
#include "http/head_check.hpp"
#include "http/site.hpp"

namespace kiosk::http {

/// Time limits of a connection (hardening.md §5); each is set anew before the step that it bounds.
struct TimeLimits {
  milliseconds head{10'000};
  milliseconds request{30'000};  ///< head and body
  milliseconds answer{60'000};   ///< until the handler has answered; more than the longest long poll
  milliseconds write{30'000};
  milliseconds idle{20'000};   ///< between requests
  milliseconds linger{2'000};  ///< for the client to read the last answer before the connection goes
  milliseconds age{900'000};
  int requests = 1000;         ///< a connection
  milliseconds drain{10'000};  ///< for running requests when the server stops
};

struct TransportLimits {
  HeadLimits head;
  TimeLimits times;
  int io_threads = 1;
};

/// What the connections of one listener are served with.
struct ListenerTerms {
  Site& site;
  HostPolicy hosts;
  std::vector<std::string> trusted_proxies;
  ConnectionLimits connections;
};

/// Sockets, threads and timers. Each connection belongs to one io thread for its whole life, so that nothing of it
/// needs a lock.
class Transport {
 public:
  Transport(const TransportLimits& limits, Clock& clock, LogSink& log);
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  /// Stops. Answers that handlers still owe must have come or never come: end the store first.
  ~Transport();

  /// Opens a listening socket on an IP address; port 0 takes any free one. Answers the port.
  /// Error `unavailable` with the reason.
  Result<std::uint16_t> bind(const std::string& address, std::uint16_t port);
  /// Serves the bound sockets, in the order bound. `request_id_prefix` is another one at each start of the server.
  void start(std::vector<ListenerTerms> terms, const std::string& request_id_prefix);
  /// From now on each reply tells its client that the connection closes. For a stop that begins by giving answers.
  void announce_stop();
  /// Takes no more connections, lets running requests finish for `drain`, then ends what is left. Once.
  void stop();

  void run_later(milliseconds delay, std::function<void()> work);
  /// Runs it soon, on one of the io threads in turn; never when the server has stopped.
  void post(std::function<void()> work);

 private:
  class Threads;
  std::unique_ptr<Threads> threads_;
};

}  // namespace kiosk::http
