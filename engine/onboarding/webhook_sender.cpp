#include "onboarding/webhook_sender.hpp"

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <thread>

#include "onboarding/webhook_call.hpp"
#include "service/deliveries.hpp"

namespace kiosk::onboarding {

namespace {

/// How often it looks without being woken, and how soon it tries again what the store refused.
constexpr milliseconds poll_interval{1'000};

}  // namespace

/// All but the constructor, `start`, `wake`, `stop` and `counts` runs on the one thread.
class WebhookSender::Thread {
 public:
  Thread(Store& store, const Context& context, Clock& clock, LogSink& log, SenderOptions options)
      : store_(store), context_(context), clock_(clock), log_(log), options_(std::move(options)) {}
  ~Thread() { stop(); }
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;

  void start();
  void wake();
  void stop();
  AttemptCounts counts() const;

 private:
  void post(std::function<void()> work) { net::post(io_, std::move(work)); }
  void look();
  void follow(const Result<DeliveryPlan>& plan);
  void spread();
  void begin(const Outgoing& outgoing);
  net::awaitable<void> deliver(Outgoing outgoing);
  Tried tried(const Outgoing& outgoing, Instant began, const CallAnswer& answer);
  void record(const Tried& tried, const std::string& subject);
  void recorded(const Tried& tried, const std::string& subject, const Result<Recorded>& result);
  void report(const Tried& tried, const Recorded& recorded);
  void look_at(const std::optional<Instant>& next_due);
  void end_if_idle();

  Store& store_;
  const Context& context_;
  Clock& clock_;
  LogSink& log_;
  SenderOptions options_;
  std::array<std::atomic<std::uint64_t>, std::tuple_size_v<AttemptCounts>> counts_{};
  std::atomic<bool> wake_posted_ = false;
  InFlight in_flight_;
  bool looking_ = false;  ///< the store works on the plan, or spreads events
  bool look_again_ = false;
  bool stopping_ = false;
  net::io_context io_{1};  // goes before what its coroutines use
  net::executor_work_guard<net::io_context::executor_type> work_{io_.get_executor()};
  net::steady_timer timer_{io_};
  net::steady_timer drain_timer_{io_};
  WebhookCaller caller_{io_, context_.destinations, {options_.connect_limit, options_.answer_limit}};
  std::thread thread_;
};

void WebhookSender::Thread::start() {
  thread_ = std::thread{[this] { io_.run(); }};
  wake();
}

/// One posted look serves all who wake before it runs.
void WebhookSender::Thread::wake() {
  if (wake_posted_.exchange(true)) return;
  post([this] {
    wake_posted_ = false;
    look();
  });
}

void WebhookSender::Thread::stop() {
  if (!thread_.joinable()) return;
  post([this] {
    stopping_ = true;
    timer_.cancel();
    drain_timer_.expires_after(options_.drain);
    drain_timer_.async_wait([this](const boost::system::error_code&) { io_.stop(); });
    end_if_idle();
  });
  thread_.join();
}

AttemptCounts WebhookSender::Thread::counts() const {
  AttemptCounts counts{};
  for (std::size_t outcome = 0; outcome < counts.size(); ++outcome) counts.at(outcome) = counts_.at(outcome);
  return counts;
}

void WebhookSender::Thread::look() {
  if (stopping_) return;
  look_again_ = looking_;
  if (looking_) return;
  looking_ = true;
  read_for<DeliveryPlan>(
      store_,
      [this, busy = in_flight_, now = clock_.now()](const ReadTx& tx) {
        return plan_deliveries(tx, context_, busy, now);
      },
      [this](const Result<DeliveryPlan>& plan) { post([this, plan] { follow(plan); }); });
}

void WebhookSender::Thread::follow(const Result<DeliveryPlan>& plan) {
  looking_ = false;
  if (stopping_) return;
  if (plan.has_error()) return look_at(std::nullopt);  // the store is busy: a little later
  for (const Outgoing& outgoing : plan->outgoing) begin(outgoing);
  look_at(plan->next_due);
  if (plan->events_to_spread) return spread();
  if (look_again_) look();
}

void WebhookSender::Thread::spread() {
  looking_ = true;
  store_.submit([now = clock_.now()](Tx& tx) { return spread_events(tx, now); },
                [this](const Status& status) {
                  post([this, done = status.has_value()] {
                    looking_ = false;
                    if (done) look();
                  });
                });
}

void WebhookSender::Thread::look_at(const std::optional<Instant>& next_due) {
  milliseconds wait = poll_interval;
  const Instant now = clock_.now();
  if (next_due && *next_due > now) wait = std::min(wait, *next_due - now);
  timer_.expires_after(wait);
  timer_.async_wait([this](const boost::system::error_code& cancelled) {
    if (!cancelled) look();
  });
}

void WebhookSender::Thread::begin(const Outgoing& outgoing) {
  in_flight_[outgoing.endpoint].insert(outgoing.delivery.subject);
  net::co_spawn(io_, deliver(outgoing), net::detached);
}

net::awaitable<void> WebhookSender::Thread::deliver(Outgoing outgoing) {
  const Instant began = clock_.now();
  CallAnswer answer;
  Result<Destination> destination = parse_destination(outgoing.url, context_.destinations);
  if (destination.has_error()) {  // the configuration has changed since
    answer.outcome = AttemptOutcome::address_refused;
    answer.error = destination.error().fields.front().detail;
  } else {
    SignedTry signed_try = sign_try(context_, outgoing, began);
    WebhookMessage message{std::move(*destination), outgoing.delivery.event_id, signed_try.timestamp,
                           std::move(signed_try.signature), outgoing.body};
    answer = co_await caller_.send(std::move(message));
  }
  record(tried(outgoing, began, answer), outgoing.delivery.subject);
}

Tried WebhookSender::Thread::tried(const Outgoing& outgoing, Instant began, const CallAnswer& answer) {
  const Instant now = clock_.now();
  ++counts_.at(static_cast<std::size_t>(answer.outcome));
  return {outgoing.endpoint,
          outgoing.delivery.event_id,
          {began, answer.outcome, answer.status, now - began, answer.error},
          parse_retry_after(answer.retry_after, now)};
}

void WebhookSender::Thread::record(const Tried& tried, const std::string& subject) {
  submit_for<Recorded>(
      store_,
      [this, tried, now = clock_.now()](Tx& tx) { return record_attempt(tx, context_, tried, options_.schedule, now); },
      [this, tried, subject](const Result<Recorded>& result) {
        post([this, tried, subject, result] { recorded(tried, subject, result); });
      });
}

void WebhookSender::Thread::recorded(const Tried& tried, const std::string& subject, const Result<Recorded>& result) {
  const bool refused = result.has_error() && result.error().code != ErrorCode::unavailable;
  if (refused && !stopping_) {  // a full inbox or disk: the answer is kept, and nothing is sent twice
    auto later = std::make_shared<net::steady_timer>(io_, poll_interval);
    later->async_wait([this, tried, subject, later](const boost::system::error_code&) { record(tried, subject); });
    return;
  }
  if (result.has_value()) report(tried, *result);
  const auto place = in_flight_.find(tried.endpoint);
  place->second.erase(subject);
  if (place->second.empty()) in_flight_.erase(place);
  if (stopping_) return end_if_idle();
  look();
}

void WebhookSender::Thread::report(const Tried& tried, const Recorded& recorded) {
  const std::string endpoint = tried.endpoint.text();
  if (tried.attempt.outcome != AttemptOutcome::delivered) {
    log_.write(LogLevel::note, "webhook-failed",
               {{"endpoint", endpoint},
                {"event", tried.event_id},
                {"outcome", std::string{outcome_name(tried.attempt.outcome)}},
                {"why", tried.attempt.error}});
  }
  if (recorded.dead) {
    log_.write(LogLevel::error, "webhook-dead-letter", {{"endpoint", endpoint}, {"event", tried.event_id}});
  }
  if (recorded.disabled) {
    log_.write(LogLevel::error, "webhook-disabled",
               {{"endpoint", endpoint}, {"reason", std::string{disable_reason_name(*recorded.disabled)}}});
  }
}

void WebhookSender::Thread::end_if_idle() {
  if (in_flight_.empty()) io_.stop();
}

WebhookSender::WebhookSender(Store& store, const Context& context, Clock& clock, LogSink& log, SenderOptions options)
    : thread_(std::make_unique<Thread>(store, context, clock, log, std::move(options))) {}

WebhookSender::~WebhookSender() = default;

void WebhookSender::start() { thread_->start(); }

void WebhookSender::wake() { thread_->wake(); }

void WebhookSender::stop() { thread_->stop(); }

AttemptCounts WebhookSender::counts() const { return thread_->counts(); }

}  // namespace kiosk::onboarding
