#include "http/transport.hpp"

#include <pthread.h>
#include <sys/resource.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <condition_variable>
#include <list>
#include <thread>
#include <utility>

#include "base/ensure.hpp"
#include "http/listener.hpp"

namespace kiosk::http {

namespace {

std::size_t descriptor_limit() {
  rlimit limit{};
  ENSURE(::getrlimit(RLIMIT_NOFILE, &limit) == 0, "the limit of descriptors cannot be read");
  return limit.rlim_cur == RLIM_INFINITY ? 1'000'000 : static_cast<std::size_t>(limit.rlim_cur);
}

}  // namespace

/// One io thread with the timers of run_later.
struct Loop : IoLoop {
  net::executor_work_guard<Executor> work{context.get_executor()};
  std::list<net::steady_timer> timers;  ///< on the loop's thread
  std::thread thread;
};

class Transport::Threads {
 public:
  Threads(const TransportLimits& limits, Clock& clock, LogSink& log) : limits_(limits), clock_(clock), log_(log) {
    for (int i = 0; i < limits_.io_threads; ++i) loops_.push_back(std::make_unique<Loop>());
  }

  Result<std::uint16_t> bind(const std::string& address, std::uint16_t port);
  void start(std::vector<ListenerTerms> terms, const std::string& request_id_prefix);
  void announce_stop() { stopping_ = true; }
  void stop();
  void run_later(milliseconds delay, std::function<void()> work);
  void post(std::function<void()> work);

 private:
  IoLoop& next_loop() { return *loops_[next_loop_++ % loops_.size()]; }
  void on_each_connection(void (Connection::*act)());
  bool wait_until_empty(milliseconds most);
  void end_threads();

  TransportLimits limits_;
  Clock& clock_;
  LogSink& log_;
  RequestIds request_ids_;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> ended_{false};
  bool stopped_ = false;              ///< stop() has been called
  std::list<ConnectionTerms> terms_;  // before the loops: connections refer to them until the end
  std::vector<std::unique_ptr<Loop>> loops_;
  std::atomic<std::size_t> next_loop_{0};
  std::vector<Listener::Acceptor> bound_;
  std::list<Listener> listeners_;
};

Result<std::uint16_t> Transport::Threads::bind(const std::string& address, std::uint16_t port) {
  boost::system::error_code error;
  const auto failed = [&](const char* step) {
    return failure(ErrorCode::unavailable,
                   std::string{"cannot "} + step + " " + address + ":" + std::to_string(port) + ": " + error.message());
  };
  const net::ip::address ip = net::ip::make_address(address, error);
  if (error) return failed("read the address");
  const net::ip::tcp::endpoint endpoint{ip, port};
  Listener::Acceptor acceptor{loops_.front()->context.get_executor()};
  acceptor.open(endpoint.protocol(), error);
  if (error) return failed("open");
  acceptor.set_option(net::socket_base::reuse_address{true}, error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(net::socket_base::max_listen_connections, error);
  if (error) return failed("listen on");
  const std::uint16_t taken = acceptor.local_endpoint().port();
  bound_.push_back(std::move(acceptor));
  return taken;
}

void Transport::Threads::start(std::vector<ListenerTerms> terms, const std::string& request_id_prefix) {
  ENSURE(terms.size() == bound_.size(), "each bound socket has its terms");
  request_ids_.set_prefix(request_id_prefix);
  for (std::size_t i = 0; i < terms.size(); ++i) {
    terms[i].connections = within_descriptors(terms[i].connections, descriptor_limit());
    terms_.emplace_back(limits_, std::move(terms[i]), clock_, log_, request_ids_, stopping_);
    listeners_.emplace_back(std::move(bound_[i]), terms_.back(), [this]() -> IoLoop& { return next_loop(); }).start();
  }
  for (const auto& loop : loops_) {
    loop->thread = std::thread{[context = &loop->context] { context->run(); }};
    ::pthread_setname_np(loop->thread.native_handle(), "io");  // for top -H and the rehearsal
  }
}

void Transport::Threads::run_later(milliseconds delay, std::function<void()> work) {
  Loop& loop = *loops_.front();
  net::post(loop.context, [this, &loop, delay, work = std::move(work)] {
    if (stopping_) return;
    const auto timer = loop.timers.emplace(loop.timers.end(), loop.context, delay);
    timer->async_wait([&loop, timer, work](const boost::system::error_code& error) {
      if (!error) work();
      loop.timers.erase(timer);
    });
  });
}

// Answers may come after the threads have ended, and one that is dropped then may let the next in line begin.
void Transport::Threads::post(std::function<void()> work) {
  if (!ended_) net::post(next_loop().context, std::move(work));
}

void Transport::Threads::on_each_connection(void (Connection::*act)()) {
  for (const auto& loop : loops_) {
    net::post(loop->context, [target = loop.get(), act] {
      for (Connection* connection : target->connections) (connection->*act)();
    });
  }
}

bool Transport::Threads::wait_until_empty(milliseconds most) {
  const auto until = std::chrono::steady_clock::now() + most;
  const auto is_empty = [this] {
    for (const ConnectionTerms& terms : terms_) {
      if (terms.quota.total() > 0) return false;
    }
    return true;
  };
  while (!is_empty()) {
    if (std::chrono::steady_clock::now() >= until) return false;
    std::this_thread::sleep_for(milliseconds{5});
  }
  return true;
}

void Transport::Threads::stop() {
  announce_stop();
  if (std::exchange(stopped_, true)) return;
  net::post(loops_.front()->context, [this] {
    for (Listener& listener : listeners_) listener.stop();
    for (net::steady_timer& timer : loops_.front()->timers) timer.cancel();
  });
  on_each_connection(&Connection::stop_if_idle);
  if (!wait_until_empty(limits_.times.drain)) {
    log_.write(LogLevel::warning, "drain-incomplete", {});
    on_each_connection(&Connection::abort);
    wait_until_empty(limits_.times.linger);
  }
  end_threads();
}

void Transport::Threads::end_threads() {
  ended_ = true;
  for (const auto& loop : loops_) loop->work.reset();
  for (const auto& loop : loops_) {
    if (loop->thread.joinable()) loop->thread.join();
  }
}

Transport::Transport(const TransportLimits& limits, Clock& clock, LogSink& log)
    : threads_(std::make_unique<Threads>(limits, clock, log)) {}

Transport::~Transport() { stop(); }

Result<std::uint16_t> Transport::bind(const std::string& address, std::uint16_t port) {
  return threads_->bind(address, port);
}

void Transport::start(std::vector<ListenerTerms> terms, const std::string& request_id_prefix) {
  threads_->start(std::move(terms), request_id_prefix);
}

void Transport::announce_stop() { threads_->announce_stop(); }

void Transport::stop() { threads_->stop(); }

void Transport::run_later(milliseconds delay, std::function<void()> work) {
  threads_->run_later(delay, std::move(work));
}

void Transport::post(std::function<void()> work) { threads_->post(std::move(work)); }

}  // namespace kiosk::http
