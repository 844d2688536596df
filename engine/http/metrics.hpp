#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/durations.hpp"

namespace kiosk::http {

/// One number of another part of the server, for example the writer's queue.
struct Figure {
  std::string name;  ///< `kiosk_…`, in the metric naming style of Prometheus
  std::string type;  ///< `counter`, `gauge` or `histogram`
  std::string help;  ///< one line
  double value = 0;
  std::string labels{};                  ///< `name="value"` pairs with commas; empty: none
  std::optional<Durations> durations{};  ///< of a histogram, instead of `value`
};

/// What the HTTP server counts. May be called from several threads.
class Metrics {
 public:
  /// `route`: the template of the path, never the path itself.
  void request_done(std::string_view method, const std::string& route, int status, std::chrono::microseconds duration);
  /// `code`: of the problem document (error_map.hpp). Views of constants both.
  void problem_given(std::string_view code);
  void request_shed(std::string_view urgency);
  void connection_opened() { ++opened_; }
  void connection_closed() { ++closed_; }
  void connection_refused() { ++refused_; }

  /// Prometheus text format 0.0.4: our counts, then `more`.
  std::string text(const std::vector<Figure>& more) const;

 private:
  struct RequestKey {
    std::string method;
    std::string route;
    int status = 0;
    auto operator<=>(const RequestKey&) const = default;
  };

  void append_requests(std::string& out) const;
  void append_durations(std::string& out) const;
  void append_refusals(std::string& out) const;

  std::atomic<std::uint64_t> opened_{0};
  std::atomic<std::uint64_t> closed_{0};
  std::atomic<std::uint64_t> refused_{0};
  mutable std::mutex mutex_;
  std::map<RequestKey, std::uint64_t> requests_;
  std::map<std::string, Durations> durations_;  ///< by route
  std::map<std::string_view, std::uint64_t> problems_;
  std::map<std::string_view, std::uint64_t> shed_;
};

}  // namespace kiosk::http
