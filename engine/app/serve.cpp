#include "app/serve.hpp"

#include <pthread.h>

#include <csignal>
#include <iostream>
#include <mutex>
#include <new>

#include "app/assembly.hpp"
#include "app/content.hpp"
#include "app/figures.hpp"
#include "app/operator.hpp"
#include "app/spdlog_sink.hpp"
#include "app/ticker.hpp"
#include "http/server.hpp"
#include "onboarding/status_keeper.hpp"
#include "onboarding/webhook_sender.hpp"
#include "sqlite/opening.hpp"

namespace kiosk::app {

namespace {

constexpr timespec tick_interval{1, 0};

/// Signals come to the main thread only, when it asks. A file that grows too large or a client that has gone must not
/// kill the process.
sigset_t block_signals() {
  sigset_t awaited;
  sigemptyset(&awaited);
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&awaited, number);
  pthread_sigmask(SIG_BLOCK, &awaited, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  return awaited;
}

Result<http::ServerConfig> server_config(const Options& options) {
  const Result<Endpoint> main = parse_endpoint(options.listen);
  if (main.has_error()) return main.error();
  const int next_port = main->port == 0 ? 0 : main->port % 65535 + 1;
  const std::string beside = "127.0.0.1:" + std::to_string(next_port);
  const Result<Endpoint> operations =
      parse_endpoint(options.operations_listen.empty() ? beside : options.operations_listen);
  if (operations.has_error()) return operations.error();
  http::ServerConfig config;
  config.listen_address = main->address;
  config.listen_port = static_cast<std::uint16_t>(main->port);
  config.operations_address = operations->address;
  config.operations_port = static_cast<std::uint16_t>(operations->port);
  config.host_names = options.host_names;
  config.trusted_proxies = options.trusted_proxies;
  config.web_directory = options.web;
  config.transport.io_threads = options.io_threads;
  config.connections = {static_cast<std::size_t>(options.connections),
                        static_cast<std::size_t>(options.connections_per_address),
                        static_cast<std::size_t>(options.connections_unauthenticated)};
  config.budgets.registration_per_address.size = options.registrations_per_address;
  return config;
}

onboarding::SenderOptions sender_options(const Options& options) {
  onboarding::SenderOptions sender;
  if (options.webhook_test_delay_ms > 0) {
    for (milliseconds& wait : sender.schedule) wait = milliseconds{options.webhook_test_delay_ms};
  }
  return sender;
}

std::string url_of(const std::string& address, int port) {
  const bool v6 = address.find(':') != std::string::npos;
  return "http://" + (v6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

/// The running server: what start brings up and stop takes down, in order.
class RunningServer {
 public:
  RunningServer(const Options& options, LogSink& log) : options_(options), log_(log) {}

  Status start();
  void run(const sigset_t& signals);
  void stop();

 private:
  Status open_store();
  Status bind();
  Status start_http();
  Status open_command_socket();
  void reload();
  void watch_room();
  std::vector<std::string> unready_reasons() const;
  void look_at_keys();

  const Options& options_;
  LogSink& log_;
  std::unique_ptr<Assembly> assembly_;
  std::unique_ptr<http::Server> http_;
  std::unique_ptr<onboarding::StatusKeeper> status_keeper_;
  std::unique_ptr<Ticker> ticker_;
  std::unique_ptr<onboarding::WebhookSender> sender_;
  std::unique_ptr<Figures> figures_;
  mutable std::mutex keys_fault_mutex_;
  std::string keys_fault_;  ///< why the keys are not right, as found a second ago; empty: they are
  std::unique_ptr<Operator> operator_;
  std::unique_ptr<CommandSocket> commands_;
  std::string listen_url_;
  bool room_is_scarce_ = false;
};

Status RunningServer::start() {
  using Step = Status (RunningServer::*)();
  for (const Step step : {&RunningServer::open_store, &RunningServer::bind, &RunningServer::start_http,
                          &RunningServer::open_command_socket}) {
    if (Status status = (this->*step)(); status.has_error()) return status;
  }
  std::cout << "kiosk-exam serves on " << listen_url_ << "/  (metrics on "
            << url_of("127.0.0.1", http_->operations_port()) << "/metrics)\n"
            << std::flush;
  return {};
}

Status RunningServer::open_store() {
  sqlite::report_version(log_);
  Result<std::unique_ptr<Assembly>> assembly = Assembly::open(options_, log_);
  if (assembly.has_error()) return assembly.error();
  assembly_ = std::move(*assembly);
  return {};
}

Status RunningServer::bind() {
  Result<http::ServerConfig> config = server_config(options_);
  if (config.has_error()) return config.error();
  const std::string address = config->listen_address;
  http_ = std::make_unique<http::Server>(std::move(*config), assembly_->clock(), log_);
  if (Status bound = http_->bind(); bound.has_error()) return bound;
  listen_url_ = url_of(address, http_->port());
  return {};
}

Status RunningServer::start_http() {
  if (Status ready = assembly_->use_pinned_base_url(); ready.has_error()) return ready;
  const Result<std::string> offered = load_catalogue(*assembly_, options_.banks);
  if (offered.has_error()) return offered.error();
  log_.write(LogLevel::note, "content-loaded", {{"exams", *offered}});
  // For ever: so only when all else is well.
  Status pinned = assembly_->pin_base_url(options_.base_url.empty() ? listen_url_ : options_.base_url);
  if (pinned.has_error()) return pinned;
  if (Status noted = note_keys(assembly_->store(), assembly_->keys(), assembly_->clock().now()); noted.has_error()) {
    return noted;
  }
  status_keeper_ = std::make_unique<onboarding::StatusKeeper>(assembly_->store(), assembly_->clock(), log_,
                                                              assembly_->status_lists());
  if (Status lists = status_keeper_->start(); lists.has_error()) return lists;
  sender_ = std::make_unique<onboarding::WebhookSender>(assembly_->store(), assembly_->context(), assembly_->clock(),
                                                        log_, sender_options(options_));
  ticker_ =
      std::make_unique<Ticker>(*assembly_, log_, retention_periods(options_), [this] { http_->events_committed(); });
  figures_ = std::make_unique<Figures>(
      *assembly_, options_.data, retention_periods(options_), [this] { return http_->feed_confirmed(); },
      [this] { return sender_->counts(); });
  figures_->tick();
  look_at_keys();
  const http::HealthParts health{[this] { return unready_reasons(); },
                                 [this] { return figures_->all(ticker_->clock_step()); }};
  if (!options_.no_webhooks) sender_->start();
  if (Status started = http_->start({assembly_->store(), assembly_->context(), assembly_->documents(),
                                     assembly_->checker(), assembly_->certificates(), assembly_->passwords(),
                                     assembly_->base_url(), health, [this] { sender_->wake(); }});
      started.has_error())
    return started;
  watch_room();
  ticker_->tick();  // what time did while no server ran; its callbacks tell the HTTP server, which is complete now
  return {};
}

Status RunningServer::open_command_socket() {
  operator_ = std::make_unique<Operator>(*assembly_, Serving::yes, [this] { sender_->wake(); });
  const auto run_and_tell = [this](const CommandRequest& request) {
    CommandOutcome outcome = operator_->run(request);
    http_->events_committed();  // it may have made events, for which long polls and streams wait
    return outcome;
  };
  Result<std::unique_ptr<CommandSocket>> socket = CommandSocket::open(options_.data / "command.sock", run_and_tell);
  if (socket.has_error()) return socket.error();
  commands_ = std::move(*socket);
  return {};
}

std::vector<std::string> RunningServer::unready_reasons() const {
  std::vector<std::string> reasons;
  if (ticker_->clock_step().count() != 0) {
    reasons.push_back("the wall clock was set and exam time does not follow it: kiosk-exam clock accept");
  }
  const std::lock_guard lock{keys_fault_mutex_};
  if (!keys_fault_.empty()) reasons.push_back("the signing keys: " + keys_fault_);
  return reasons;
}

/// Reads and derives keys, which is too dear for a request that anybody may send.
void RunningServer::look_at_keys() {
  const Status keys = assembly_->keys().check();
  const std::lock_guard lock{keys_fault_mutex_};
  keys_fault_ = keys.has_error() ? keys.error().detail : std::string{};
}

void RunningServer::run(const sigset_t& signals) {
  while (true) {
    const int number = sigtimedwait(&signals, nullptr, &tick_interval);
    if (number == SIGTERM || number == SIGINT) return;
    if (number == SIGHUP) reload();
    ticker_->tick();
    figures_->tick();
    look_at_keys();
    watch_room();
  }
}

/// An exam that cannot be saved to its end had better not begin.
void RunningServer::watch_room() {
  constexpr double scarce_share = 0.1;  // a large disk is not full because the rest of it is a small part
  const Figures::Room room = figures_->room();
  const double reserve = static_cast<double>(options_.disk_reserve_mb) * 1024 * 1024;
  const bool scarce = room.free_bytes < reserve && room.free_bytes < scarce_share * room.size_bytes;
  if (scarce == room_is_scarce_) return;
  room_is_scarce_ = scarce;
  http_->refuse_new_starts(scarce);
  const std::string free_bytes = std::to_string(static_cast<std::int64_t>(room.free_bytes));
  if (scarce) {
    log_.write(LogLevel::error, "disk-nearly-full", {{"free_bytes", free_bytes}});
  } else {
    log_.write(LogLevel::note, "disk-has-room", {{"free_bytes", free_bytes}});
  }
}

void RunningServer::reload() {
  Result<std::string> offered = failure(ErrorCode::content_invalid, "no memory");
  try {
    offered = load_catalogue(*assembly_, options_.banks);
  } catch (const std::bad_alloc&) {  // the exams offered so far are worth more than the new ones
  }
  if (offered.has_error()) {
    log_.write(LogLevel::error, "content-refused",
               {{"why", offered.error().detail}, {"effect", "the exams offered so far stay"}});
  } else {
    log_.write(LogLevel::note, "content-loaded", {{"exams", *offered}});
  }
}

/// Listener first, then running requests, then the writer, so that the process ends with an empty write-ahead log; what
/// could still answer (passwords, commands) goes before what it would answer to.
void RunningServer::stop() {
  status_keeper_.reset();
  if (http_) http_->stop();
  if (sender_) sender_->stop();
  if (assembly_) assembly_->store().stop();
  commands_.reset();
  if (assembly_) assembly_->stop_answering();
  http_.reset();
  sender_.reset();
}

}  // namespace

int serve(const Options& options) {
  const sigset_t signals = block_signals();
  SpdlogSink log(options.log_level);
  RunningServer server(options, log);
  if (const Status started = server.start(); started.has_error()) {
    std::cerr << "kiosk-exam cannot serve: " << failure_line(started.error());
    server.stop();
    return 1;
  }
  server.run(signals);
  log.write(LogLevel::note, "stopping", {});
  server.stop();
  log.write(LogLevel::note, "stopped", {});
  return 0;
}

}  // namespace kiosk::app
