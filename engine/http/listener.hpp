#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <functional>

#include "http/connection.hpp"

namespace kiosk::http {

/// Accepts connections on one socket, for ever: it waits while the connections are at their limit or the process has no
/// descriptor left, and goes on afterwards.
class Listener {
 public:
  using Acceptor = net::basic_socket_acceptor<net::ip::tcp, Executor>;
  using NextLoop = std::function<IoLoop&()>;

  /// `next_loop`: the io thread that the next connection shall belong to.
  Listener(Acceptor acceptor, ConnectionTerms& terms, NextLoop next_loop);
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener();

  void start();
  /// On the acceptor's thread.
  void stop();

 private:
  Task accept_connections();
  Task pause(milliseconds duration);
  void take(Stream::socket_type socket, IoLoop& loop);
  /// Accepts and drops one waiting client with the descriptor kept for that, so that it learns at once.
  void drop_one();

  Acceptor acceptor_;
  ConnectionTerms& terms_;
  NextLoop next_loop_;
  net::basic_waitable_timer<std::chrono::steady_clock, net::wait_traits<std::chrono::steady_clock>, Executor> timer_;
  int spare_descriptor_;
};

}  // namespace kiosk::http
