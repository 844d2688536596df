#include "http/server.hpp"

#include "base/ensure.hpp"
#include "base/hex.hpp"
#include "http/answering_store.hpp"
#include "http/text.hpp"

namespace kiosk::http {

namespace {

/// Scrapers and probes; nobody else knows the port.
constexpr ConnectionLimits operations_connections{64, 64, 64};

HostPolicy hosts_for(const ServerConfig& config, const std::string& listen_address, const PublicOrigin& origin) {
  HostPolicy hosts{{origin.host()}};
  for (const std::string& name : config.host_names) hosts.names.push_back(lower_case(name));
  const bool v6 = listen_address.find(':') != std::string::npos;
  hosts.names.push_back(v6 ? "[" + lower_case(listen_address) + "]" : listen_address);
  return hosts;
}

std::vector<Route> all_operations_routes(const HealthParts& health, const Metrics& metrics) {
  std::vector<Route> routes = health_routes(health);
  for (Route& route : operations_routes(health, metrics)) routes.push_back(std::move(route));
  return routes;
}

std::vector<Route> main_routes(HandlerParts& parts, const HealthParts& health) {
  std::vector<Route> all = health_routes(health);
  for (auto* table : {applicant_routes, attempt_routes, staff_routes, approval_routes, machine_routes, webhook_routes,
                      credential_routes, public_routes, verify_routes}) {
    for (Route& route : table(parts)) all.push_back(std::move(route));
  }
  return all;
}

}  // namespace

/// What is there only while the server serves.
struct Server::Serving {
  Serving(const ServerConfig& config, const ServerParts& given, StaticFiles files, CommitSignal& commits,
          const Post& post, Clock& clock, LogSink& log)
      : store(given.store, post, log),
        parts{store,
              given.context,
              given.documents,
              given.checker,
              given.certificates,
              given.passwords,
              given.base_url,
              PublicOrigin{given.base_url},
              Budgets{config.budgets},
              commits,
              clock},
        main(Router{main_routes(parts, given.health)}, std::move(files), parts.origin, config.most_at_work, post,
             metrics, log),
        operations(Router{all_operations_routes(given.health, metrics)}, {}, parts.origin, config.most_at_work, post,
                   operations_metrics, log) {}

  Metrics metrics;
  Metrics operations_metrics;  ///< of the operations port itself; not shown, so that scrapes do not count
  AnsweringStore store;
  HandlerParts parts;
  Site main;
  Site operations;
};

Server::Server(ServerConfig config, Clock& clock, LogSink& log)
    : config_(std::move(config)),
      clock_(clock),
      log_(log),
      commits_(
          [this](milliseconds delay, std::function<void()> work) { transport_->run_later(delay, std::move(work)); }) {}

Server::~Server() { stop(); }

Status Server::bind() {
  ENSURE(!transport_, "bind once");
  transport_ = std::make_unique<Transport>(config_.transport, clock_, log_);
  const Result<std::uint16_t> port = transport_->bind(config_.listen_address, config_.listen_port);
  if (port.has_error()) return port.error();
  const Result<std::uint16_t> operations = transport_->bind(config_.operations_address, config_.operations_port);
  if (operations.has_error()) return operations.error();
  port_ = *port;
  operations_port_ = *operations;
  return {};
}

std::uint16_t Server::port() const { return port_; }

std::uint16_t Server::operations_port() const { return operations_port_; }

Status Server::start(const ServerParts& parts) {
  ENSURE(transport_ && !serving_, "start once, after bind");
  StaticFiles files;
  if (!config_.web_directory.empty()) {
    Result<StaticFiles> loaded = StaticFiles::load(config_.web_directory, parts.context.hasher);
    if (loaded.has_error()) return loaded.error();
    files = std::move(*loaded);
  }
  serving_ = std::make_unique<Serving>(
      config_, parts, std::move(files), commits_,
      [this](std::function<void()> work) { transport_->post(std::move(work)); }, clock_, log_);

  commits_.also_call(parts.on_commit);
  const PublicOrigin& origin = serving_->parts.origin;
  std::vector<ListenerTerms> terms;
  terms.push_back({serving_->main, hosts_for(config_, config_.listen_address, origin), config_.trusted_proxies,
                   config_.connections});
  terms.push_back(
      {serving_->operations, hosts_for(config_, config_.operations_address, origin), {}, operations_connections});
  const Uuid::Bytes random = parts.context.entropy.uuid_bytes();
  transport_->start(std::move(terms), to_hex(std::span{random}.first(4)));
  return {};
}

const std::vector<Route>& Server::routes() const { return serving_->main.router().routes(); }

void Server::events_committed() { commits_.notify(); }

void Server::refuse_new_starts(bool refused) { serving_->main.refuse_new_starts(refused); }

std::int64_t Server::feed_confirmed() const { return serving_ ? serving_->parts.feed_confirmed.load() : 0; }

void Server::stop() {
  if (transport_) transport_->announce_stop();  // before the long polls are answered
  commits_.close();
  if (transport_) transport_->stop();
}

}  // namespace kiosk::http
