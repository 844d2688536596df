#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/rate_policy.hpp>
#include <memory>
#include <set>
#include <string>

#include "http/stranger_queue.hpp"
#include "http/transport.hpp"

namespace kiosk::http {

namespace net = boost::asio;
namespace beast = boost::beast;

using Executor = net::io_context::executor_type;
using Stream = beast::basic_stream<net::ip::tcp, Executor, beast::unlimited_rate_policy>;
using Task = net::awaitable<void, Executor>;

class Connection;

/// One io thread's work. The set is touched on that thread alone.
struct IoLoop {
  std::set<Connection*> connections;  // first: what the context still holds when it ends leaves the set
  net::io_context context{1};
  StrangerQueue strangers{[this](std::function<void()> work) { net::post(context, std::move(work)); }};
};

/// Ids of requests: unique among all that this server answered, also over restarts.
class RequestIds {
 public:
  /// Before the first request.
  void set_prefix(std::string prefix) { prefix_ = std::move(prefix); }
  std::string next();

 private:
  std::string prefix_;
  std::atomic<std::uint64_t> count_{0};
};

/// What all connections of a listener share. Outlives them.
struct ConnectionTerms {
  const TransportLimits& limits;
  ListenerTerms listener;
  Clock& clock;
  LogSink& log;
  RequestIds& request_ids;
  const std::atomic<bool>& stopping;
  ConnectionQuota quota{listener.connections};
};

/// One client's connection, as a coroutine on its io thread: read a head, check it, read the body, let the site answer,
/// write; one request at a time.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  /// The socket has been counted by the quota under `peer`.
  Connection(Stream::socket_type socket, IoLoop& loop, ConnectionTerms& terms, std::string peer);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  /// Call on the connection's thread.
  void start();
  /// Ends the connection if it waits for a request, or for the rest of a request's head: nobody has been promised an
  /// answer. On its thread.
  void stop_if_idle();
  /// Ends the connection whatever it does. On its thread.
  void abort();
  /// Ends a connection of these terms from `peer` that is not known, the oldest idle one or else the oldest; false when
  /// the loop has none. On the loop's thread.
  static bool abort_oldest_unknown(IoLoop& loop, const ConnectionTerms& terms, const std::string& network);

 private:
  struct Exchange;  ///< the request being worked on

  Task serve();
  /// Waits until the first byte of a request is there; `open_` is false when none will come.
  Task await_request();
  /// Behind the requests of those who have shown who they are.
  Task await_turn();
  Task exchange();
  Task read_head(Exchange& exchange);
  Task read_body(Exchange& exchange);
  Task await_answer(Exchange& exchange);
  Task write(Exchange& exchange);
  /// What follows the body of an answer that goes on.
  Task write_pieces(Exchange& exchange);
  /// Gives the client time to read the last answer: closing with unread input would destroy it.
  Task linger();

  void refuse(Exchange& exchange, int status, std::string detail);
  void take_head(Exchange& exchange);
  void take_answer(std::uint64_t request_number, Reply reply);
  void take_piece(std::optional<std::string> piece);

  Stream stream_;
  IoLoop& loop_;
  ConnectionTerms& terms_;
  std::string peer_;
  std::string network_;  ///< of the peer
  bool from_loopback_;
  beast::flat_buffer buffer_;
  net::basic_waitable_timer<std::chrono::steady_clock, net::wait_traits<std::chrono::steady_clock>, Executor> timer_;
  std::chrono::steady_clock::time_point opened_at_;
  std::uint64_t requests_ = 0;        ///< so far, with the running one
  std::optional<Reply> answer_;       ///< to the running request
  std::optional<std::string> piece_;  ///< of an answer that goes on: the next to be written
  bool idle_ = false;                 ///< no whole head is there
  bool known_ = false;                ///< has shown a valid sign-in or token
  bool open_ = true;                  ///< takes another request
  bool lingers_ = false;
};

}  // namespace kiosk::http
