#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "base/log.hpp"
#include "http/access.hpp"
#include "http/error_map.hpp"
#include "http/metrics.hpp"
#include "http/router.hpp"
#include "http/shed_log.hpp"
#include "http/static_files.hpp"
#include "http/turns.hpp"

namespace kiosk::http {

/// What one listener serves: routes and, where no route fits, files. Knows nothing of connections.
class Site {
 public:
  /// Prepares and starts that are worked on at once; the others wait in turn and count as at work. The more there are,
  /// the longer answers of running exams wait in a storm of starts (tests/perf, storm); two keep the writer at work.
  static constexpr std::size_t most_starts_at_once = 2;

  /// `most_at_work`: requests being worked on at which everything but running exams is refused.
  Site(Router router, StaticFiles files, PublicOrigin origin, std::size_t most_at_work, Post post, Metrics& metrics,
       LogSink& log);

  /// What is decided on the head alone, before the body is read.
  struct Admission {
    const Route* route = nullptr;  ///< null: a file, or refused
    std::size_t body_limit = 0;
    std::optional<Reply> refusal;
  };
  /// Finds the route and fills in the path parameters. `content_length`: of the body that is to come.
  Admission admit(Request& request, std::uint64_t content_length) const;

  /// Answers an admitted request; `respond` is called from any thread, and only its first call counts.
  void handle(const Route* route, const Request& request, const Respond& respond);

  /// Counts and logs an answered request. `route` may be null.
  void finished(const Route* route, const Request& request, const Reply& reply, std::chrono::microseconds duration);

  /// While the disk has too little room for new exams; those that run go on. From any thread.
  void refuse_new_starts(bool refused) { new_starts_refused_ = refused; }

  const PublicOrigin& origin() const { return origin_; }
  const Router& router() const { return router_; }
  Metrics& metrics() const { return metrics_; }
  LogSink& log() const { return log_; }

 private:
  std::optional<Reply> refusal_for(const Route& route, const Request& request, std::uint64_t content_length) const;
  bool is_shed(Urgency urgency) const;
  Reply shed(const Route& route, const Request& request, std::string why) const;
  void run(const Route& route, const Request& request, const Respond& respond);

  Router router_;
  StaticFiles files_;
  PublicOrigin origin_;
  std::size_t most_at_work_;
  std::atomic<bool> new_starts_refused_ = false;
  /// Shared with the answers on their way, which may come after the site has gone.
  std::shared_ptr<std::atomic<std::size_t>> at_work_ = std::make_shared<std::atomic<std::size_t>>(0);
  std::shared_ptr<Turns> turns_of_starts_;
  Metrics& metrics_;
  LogSink& log_;
  std::unique_ptr<ShedLog> shed_log_ = std::make_unique<ShedLog>(log_);
};

/// Share of `most_at_work`, in percent, at which requests of this urgency are refused.
std::size_t shed_percent(Urgency urgency);

}  // namespace kiosk::http
