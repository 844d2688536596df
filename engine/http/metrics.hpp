#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"

namespace kiosk::http {

/// One number of another part of the server, for example the writer's queue.
struct Figure {
  std::string name;  ///< `kiosk_…`, in the metric naming style of Prometheus
  std::string type;  ///< `counter` or `gauge`
  std::string help;  ///< one line
  double value = 0;
};

/// What the HTTP server counts. May be called from several threads.
class Metrics {
 public:
  /// `route`: the template of the path, never the path itself.
  void request_done(std::string_view method, const std::string& route, int status, std::chrono::microseconds duration);
  void connection_opened() { ++opened_; }
  void connection_closed() { ++closed_; }
  void connection_refused() { ++refused_; }

  /// Prometheus text format 0.0.4: our counts, then `more`.
  std::string text(const std::vector<Figure>& more) const;

 private:
  /// Upper bounds of the duration histogram, in seconds.
  static constexpr std::array<double, 11> bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30};

  struct Durations {
    std::array<std::uint64_t, bounds.size() + 1> counts{};  ///< the last is for longer ones
    double sum_s = 0;
  };
  struct RequestKey {
    std::string method;
    std::string route;
    int status = 0;
    auto operator<=>(const RequestKey&) const = default;
  };

  void append_requests(std::string& out) const;
  void append_durations(std::string& out) const;

  std::atomic<std::uint64_t> opened_{0};
  std::atomic<std::uint64_t> closed_{0};
  std::atomic<std::uint64_t> refused_{0};
  mutable std::mutex mutex_;
  std::map<RequestKey, std::uint64_t> requests_;
  std::map<std::string, Durations> durations_;  ///< by route
};

}  // namespace kiosk::http
