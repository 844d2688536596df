#include "rehearsal/rehearse.hpp"

#include <sys/resource.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>

#include "rehearsal/applicant.hpp"
#include "rehearsal/probe.hpp"

namespace kiosk::rehearsal {

namespace {

using std::chrono::steady_clock;

constexpr milliseconds head_start{500};  ///< so that the first is not late
constexpr milliseconds time_to_spare{120'000};
constexpr int most_region_levels = 8;

const net::ip::address_v4 own_address{0x7F0F0001};  // 127.15.0.1: no applicant's

/// Applicants need many descriptors; the server, started before, keeps the limit that the host gave it.
void raise_own_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

double seconds_between(Moment from, Moment to) { return std::chrono::duration<double>(to - from).count(); }

/// `how`: SIG_BLOCK or SIG_UNBLOCK.
void mask_stop_signals(int how) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  ::pthread_sigmask(how, &signals, nullptr);
}

class Rehearsal {
 public:
  Rehearsal(const ServerProcess& server, const std::filesystem::path& data, const Scale& scale, const HostLimits& host,
            const EachSecond& each_second)
      : main_port_(server.port()),
        line_(io_, endpoint(server.port()), own_address),
        operations_(io_, endpoint(server.operations_port()), own_address),
        probe_(server.pid(), data),
        each_second_(each_second) {
    outcome_.scale = scale;
    outcome_.host = host;
  }

  Result<Outcome> run();

 private:
  static net::ip::tcp::endpoint endpoint(std::uint16_t port) { return {net::ip::address_v4::loopback(), port}; }

  void spawn(net::awaitable<void> task) { net::co_spawn(io_, std::move(task), net::detached); }
  net::awaitable<void> read_offer_and_begin();
  net::awaitable<std::optional<Offer>> ask_offer();
  net::awaitable<std::string> first_region();
  void begin(Offer offer);
  net::awaitable<void> attend(Applicant& applicant);
  net::awaitable<void> watch_server();
  net::awaitable<ServerSample> take_sample();
  void stop_at_signals();
  void stop_at(Moment moment);
  void end();

  net::io_context io_{1};
  std::uint16_t main_port_;
  Line line_;
  Line operations_;
  Probe probe_;
  const EachSecond& each_second_;
  net::steady_timer second_{io_};
  net::steady_timer limit_{io_};
  net::signal_set signals_{io_, SIGINT, SIGTERM};
  Outcome outcome_;
  std::optional<Course> course_;
  std::vector<std::unique_ptr<Applicant>> applicants_;
  int attending_ = 0;
};

Result<Outcome> Rehearsal::run() {
  stop_at_signals();
  spawn(read_offer_and_begin());
  io_.run();
  if (!course_ && outcome_.stopped) return failure(ErrorCode::unavailable, "stopped before the first applicant came");
  if (!course_) return failure(ErrorCode::unavailable, "the server of the rehearsal offers no exam");
  outcome_.lasted_s = seconds_between(course_->begin, steady_clock::now());
  return std::move(outcome_);
}

net::awaitable<void> Rehearsal::read_offer_and_begin() {
  std::optional<Offer> offer = co_await ask_offer();
  if (offer) {
    begin(std::move(*offer));
  } else {
    end();
  }
}

net::awaitable<std::optional<Offer>> Rehearsal::ask_offer() {
  const Question exams{"GET", "/api/v1/exams", {}, {}};
  const Reply exams_reply = co_await line_.ask(exams);
  std::optional<Offer> offer = read_offer(exams_reply.body);
  if (!offer) co_return offer;
  offer->region = co_await first_region();
  const Question page{"GET", "/", {}, {}};
  const Reply page_reply = co_await line_.ask(page);
  if (page_reply.status == 200) {
    offer->files = page_files(page_reply.body);
    offer->files.insert(offer->files.begin(), "/");
  }
  co_return offer;
}

/// The first region of the first region … down to a leaf.
net::awaitable<std::string> Rehearsal::first_region() {
  RegionStep step{"", true};
  for (int level = 0; level < most_region_levels && step.has_children; ++level) {
    const Question regions{"GET", "/api/v1/regions" + (level == 0 ? "" : "?parent=" + step.code), {}, {}};
    const Reply reply = co_await line_.ask(regions);
    const std::optional<RegionStep> next = read_first_region(reply.body);
    if (!next) break;
    step = *next;
  }
  co_return step.code;
}

void Rehearsal::begin(Offer offer) {
  const Scale& scale = outcome_.scale;
  outcome_.exam = offer.exam;
  outcome_.items = offer.items;
  outcome_.time_limit_s = offer.time_limit_s;
  const Moment begin = steady_clock::now() + head_start;
  const Moment last_try = begin + scale.opening + 2 * scale.sitting + std::max(time_to_spare, scale.opening);
  course_.emplace(Course{io_, endpoint(main_port_), std::move(offer), outcome_, begin, last_try});
  attending_ = scale.applicants;
  for (int number = 0; number < scale.applicants; ++number) {
    applicants_.push_back(std::make_unique<Applicant>(*course_, number));
    spawn(attend(*applicants_.back()));
  }
  stop_at(last_try + time_to_spare);
  spawn(watch_server());
}

net::awaitable<void> Rehearsal::attend(Applicant& applicant) {
  co_await applicant.attend();
  if (--attending_ == 0) end();
}

net::awaitable<ServerSample> Rehearsal::take_sample() {
  const Question metrics{"GET", "/metrics", {}, {}};
  const Reply reply = co_await operations_.ask(metrics);
  co_return probe_.sample(seconds_between(course_->begin, steady_clock::now()), reply.body);
}

/// A row of the time line each second, as long as applicants are at it.
net::awaitable<void> Rehearsal::watch_server() {
  ServerSample before = co_await take_sample();
  for (Moment next = course_->begin; attending_ > 0;) {
    next += std::chrono::seconds{1};
    boost::system::error_code error;
    auto token = net::redirect_error(net::use_awaitable, error);
    second_.expires_at(next);
    co_await second_.async_wait(token);
    ServerSample after = co_await take_sample();
    outcome_.figures.end_second(difference(before, after));
    each_second_(outcome_);
    before = std::move(after);
  }
}

void Rehearsal::stop_at_signals() {
  signals_.async_wait([this](const boost::system::error_code& error, int) {
    if (error) return;
    outcome_.stopped = true;
    io_.stop();
  });
  mask_stop_signals(SIG_UNBLOCK);
}

void Rehearsal::stop_at(Moment moment) {
  limit_.expires_at(moment);
  limit_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    outcome_.stopped = true;
    io_.stop();
  });
}

/// Nothing is left to wait for but the running second, after which run() returns.
void Rehearsal::end() {
  signals_.cancel();
  limit_.cancel();
}

}  // namespace

void hold_stop_signals() { mask_stop_signals(SIG_BLOCK); }

Result<Outcome> rehearse(const ServerProcess& server, const std::filesystem::path& data, const Scale& scale,
                         const HostLimits& host, const EachSecond& each_second) {
  raise_own_descriptor_limit();
  Rehearsal rehearsal{server, data, scale, host, each_second};
  return rehearsal.run();
}

}  // namespace kiosk::rehearsal
