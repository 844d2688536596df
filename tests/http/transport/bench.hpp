#pragma once

#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "http/transport.hpp"
#include "support/http_client/http_client.hpp"
#include "support/quiet_log.hpp"

namespace kiosk::http {

class SteadyInstant final : public Clock {
 public:
  Instant now() override { return from_unix_ms(1'795'316'400'000); }
};

/// The transport on a free port of this machine, with a few plain routes:
///
///     GET  /small          answers at once
///     GET  /big            4 MiB
///     POST /echo           answers the body; limit 1000 bytes
///     GET  /slow/{ms}      answers after that many ms, from another thread
///     GET  /never          does not answer
///     GET  /mine           a route for applicants, which answers 200
class TransportBench {
 public:
  explicit TransportBench(const TransportLimits& limits = {}, const ConnectionLimits& connections = {});
  TransportBench(const TransportBench&) = delete;
  TransportBench& operator=(const TransportBench&) = delete;
  ~TransportBench();

  std::uint16_t port() const { return port_; }
  test::HttpClient client() const { return test::HttpClient{port_}; }
  void stop() { transport_.stop(); }
  Metrics& metrics() { return metrics_; }
  bool has_logged(std::string_view event) const { return log_.has(event); }

 private:
  std::vector<Route> routes();

  SteadyInstant clock_;
  test::QuietLog log_;
  Metrics metrics_;
  std::unique_ptr<Site> site_;
  Transport transport_;
  std::uint16_t port_ = 0;
  std::mutex mutex_;
  std::vector<std::thread> answering_;
  std::vector<Respond> unanswered_;
};

}  // namespace kiosk::http
