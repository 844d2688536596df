#include "app/serve.hpp"

#include <pthread.h>

#include <csignal>
#include <iostream>
#include <new>

#include "app/assembly.hpp"
#include "app/content.hpp"
#include "app/operator.hpp"
#include "app/spdlog_sink.hpp"
#include "app/ticker.hpp"
#include "http/server.hpp"
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
  return config;
}

std::string url_of(const std::string& address, int port) {
  const bool v6 = address.find(':') != std::string::npos;
  return "http://" + (v6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

std::vector<http::Figure> figures(Assembly& assembly, const Ticker& ticker) {
  const sqlite::StoreCounts counts = assembly.store().counts();
  const auto number = [](std::int64_t value) { return static_cast<double>(value); };
  const auto seconds = [](std::int64_t us) { return static_cast<double>(us) / 1e6; };
  return {
      {"kiosk_writer_batches_total", "counter", "Transactions of the writer", number(counts.batches)},
      {"kiosk_writer_jobs_total", "counter", "Jobs of the writer; by batches: mean batch", number(counts.jobs)},
      {"kiosk_writer_largest_batch", "gauge", "Jobs of the largest batch so far", number(counts.largest_batch)},
      {"kiosk_writer_busy_seconds_total", "counter", "Time of the writer at work", seconds(counts.busy_us)},
      {"kiosk_writer_commit_seconds_total", "counter", "Of that, time in COMMIT: mostly the disk",
       seconds(counts.commit_us)},
      {"kiosk_writer_jobs_waiting", "gauge", "Jobs in the writer's inbox", number(counts.jobs_waiting)},
      {"kiosk_wal_pages", "gauge", "Pages in the write-ahead log", number(counts.wal_pages)},
      {"kiosk_writer_commit_duration_seconds", "histogram", "COMMIT alone: writing the log and its sync", 0, "",
       counts.commits},
      {"kiosk_reads_total", "counter", "Read transactions", number(counts.reads)},
      {"kiosk_reads_waiting", "gauge", "Reads in the readers' inbox", number(counts.reads_waiting)},
      {"kiosk_store_refused_total", "counter", "Jobs and reads refused because too many waited",
       number(counts.refused)},
      {"kiosk_clock_step_ms", "gauge", "Wall clock minus server time while they disagree",
       number(ticker.clock_step().count())},
  };
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
  std::vector<std::string> unready_reasons() const;

  const Options& options_;
  LogSink& log_;
  std::unique_ptr<Assembly> assembly_;
  std::unique_ptr<http::Server> http_;
  std::unique_ptr<Ticker> ticker_;
  std::unique_ptr<Operator> operator_;
  std::unique_ptr<CommandSocket> commands_;
  std::string listen_url_;
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
  ticker_ = std::make_unique<Ticker>(*assembly_, log_, [this] { http_->events_committed(); });
  ticker_->tick();  // attempts that ended while no server ran
  const http::HealthParts health{[this] { return unready_reasons(); },
                                 [this] { return figures(*assembly_, *ticker_); }};
  return http_->start({assembly_->store(), assembly_->context(), assembly_->documents(), assembly_->passwords(),
                       assembly_->base_url(), health});
}

Status RunningServer::open_command_socket() {
  operator_ =
      std::make_unique<Operator>(assembly_->store(), assembly_->context(), assembly_->clock(), assembly_->passwords());
  Result<std::unique_ptr<CommandSocket>> socket = CommandSocket::open(
      options_.data / "command.sock", [this](const CommandRequest& request) { return operator_->run(request); });
  if (socket.has_error()) return socket.error();
  commands_ = std::move(*socket);
  return {};
}

std::vector<std::string> RunningServer::unready_reasons() const {
  std::vector<std::string> reasons;
  if (ticker_->clock_step().count() != 0) {
    reasons.push_back("the wall clock was set and exam time does not follow it: kiosk-exam clock accept");
  }
  return reasons;
}

void RunningServer::run(const sigset_t& signals) {
  while (true) {
    const int number = sigtimedwait(&signals, nullptr, &tick_interval);
    if (number == SIGTERM || number == SIGINT) return;
    if (number == SIGHUP) reload();
    ticker_->tick();
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
  if (http_) http_->stop();
  if (assembly_) assembly_->store().stop();
  commands_.reset();
  if (assembly_) assembly_->stop_passwords();
  http_.reset();
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
