#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "base/log.hpp"
#include "delivery/retry.hpp"
#include "service/context.hpp"

namespace kiosk::onboarding {

struct SenderOptions {
  RetrySchedule schedule = standard_schedule();
  milliseconds connect_limit{5'000};
  milliseconds answer_limit{15'000};
  milliseconds drain{2'000};  ///< how long the stop waits for answers that are still to come
};

/// How many tries ended how since the start, by AttemptOutcome.
using AttemptCounts = std::array<std::uint64_t, static_cast<std::size_t>(AttemptOutcome::malformed) + 1>;

/// Pushes events to the webhook endpoints, on one thread of its own. Nothing that it does waits on the threads of the
/// store or of the HTTP server; what it keeps is bounded by the number of endpoints and tries at once.
class WebhookSender {
 public:
  /// What it is given outlives it. `store` must have stopped before this object goes.
  WebhookSender(Store& store, const Context& context, Clock& clock, LogSink& log, SenderOptions options);
  ~WebhookSender();
  WebhookSender(const WebhookSender&) = delete;
  WebhookSender& operator=(const WebhookSender&) = delete;

  void start();
  /// There may be something to send. From any thread, at any time; without it the sender finds out within a second.
  void wake();
  /// Begins no further try, waits a little for those under way, ends the thread. What is not written down then is sent
  /// again after the next start. Call before the store stops.
  void stop();

  AttemptCounts counts() const;

 private:
  class Thread;
  std::unique_ptr<Thread> thread_;
};

}  // namespace kiosk::onboarding
