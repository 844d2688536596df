#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/log.hpp"
#include "http/handler_parts.hpp"
#include "http/routes.hpp"
#include "http/transport.hpp"

namespace kiosk::http {

struct ServerConfig {
  std::string listen_address = "127.0.0.1";
  std::uint16_t listen_port = 8080;  ///< 0: any free one
  std::string operations_address = "127.0.0.1";
  std::uint16_t operations_port = 0;
  std::vector<std::string> host_names;       ///< further names under which the server may be asked, without port
  std::vector<std::string> trusted_proxies;  ///< addresses whose X-Forwarded-For is believed
  std::filesystem::path web_directory;       ///< the built pages; empty: none
  TransportLimits transport;
  ConnectionLimits connections;
  std::size_t most_at_work = 1024;  ///< requests being worked on at which everything but running exams is refused
  BudgetRules budgets;
};

/// What the routes work with. All of it outlives the server's last answer: stop the server, then the store.
struct ServerParts {
  Store& store;
  const Context& context;
  const PublicDocuments& documents;
  const CredentialChecker& checker;
  Certificates& certificates;
  PasswordHasher& passwords;
  std::string base_url;  ///< without a slash at the end
  HealthParts health;
  std::function<void()> on_commit = {};  ///< events or webhook endpoints have changed; quick, from any thread
};

/// The HTTP server: bind, start, and at the end stop.
class Server {
 public:
  Server(ServerConfig config, Clock& clock, LogSink& log);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  /// Stops. The store must not owe any answer: stop the server, then the store, then destroy the server.
  ~Server();

  /// Opens both listening sockets, so that the ports are known. Error `unavailable` with the reason.
  Status bind();
  std::uint16_t port() const;
  std::uint16_t operations_port() const;

  /// Loads the pages and serves. Error `unavailable` when the pages cannot be read.
  Status start(const ServerParts& parts);

  /// The rows of the main port, once it has started: what the OpenAPI document and the access matrix are held to.
  const std::vector<Route>& routes() const;

  /// Wakes the long polls. Call after a commit outside the server that may have written events; at any time, from any
  /// thread.
  void events_committed();

  /// Whether exams may be prepared and started: not while the disk is nearly full. Once it has started; from any
  /// thread.
  void refuse_new_starts(bool refused);

  /// Sequence up to which a reader of the feed has said, since the start, to have received everything.
  std::int64_t feed_confirmed() const;

  /// Takes no more connections, wakes the long polls, finishes running requests (at most `drain`), closes.
  void stop();

 private:
  struct Serving;

  ServerConfig config_;
  Clock& clock_;
  LogSink& log_;
  std::uint16_t port_ = 0;
  std::uint16_t operations_port_ = 0;
  CommitSignal commits_;
  std::unique_ptr<Serving> serving_;  // goes after the transport, whose connections use it
  std::unique_ptr<Transport> transport_;
};

}  // namespace kiosk::http
