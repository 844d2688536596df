#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <chrono>
#include <optional>
#include <string>

namespace kiosk::rehearsal {

namespace net = boost::asio;
namespace beast = boost::beast;

struct Question {
  std::string method;
  std::string target;
  std::string body;             ///< JSON; empty: none
  std::string idempotency_key;  ///< empty: none
  bool packed = false;          ///< takes a compressed reply, as browsers do for files
};

struct Reply {
  int status = 0;        ///< 0: no reply came
  bool cut_off = false;  ///< none, because the connection had ended
  std::string body;
  std::chrono::seconds retry_after{0};
};

/// One device's connection to the server of the rehearsal, from an address of its own, with its cookie. It connects
/// when it must, and asks once more when a connection that was kept open turns out to have gone, as browsers do.
class Line {
 public:
  /// `own`: the address to come from, in 127.0.0.0/8.
  Line(net::io_context& io, net::ip::tcp::endpoint server, net::ip::address_v4 own);

  /// The question must live until the reply is there.
  net::awaitable<Reply> ask(const Question& question);
  /// Sends the question and breaks off before its reply; nothing when that was not possible.
  net::awaitable<void> ask_and_hang_up(const Question& question);
  /// Ends the connection; the cookie stays.
  void hang_up();

 private:
  net::awaitable<Reply> exchange(const Question& question);
  net::awaitable<bool> send(const Question& question);
  net::awaitable<bool> connect();

  net::io_context& io_;
  net::ip::tcp::endpoint server_;
  net::ip::address_v4 own_;
  std::string origin_;
  std::string cookie_;
  std::optional<beast::tcp_stream> stream_;
  beast::flat_buffer buffer_;
};

}  // namespace kiosk::rehearsal
