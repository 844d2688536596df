#include "rehearsal/line.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <cstdlib>

namespace kiosk::rehearsal {

namespace {

namespace http = beast::http;

constexpr std::chrono::seconds patience{30};  ///< for one exchange
constexpr std::uint64_t most_body_bytes = 16 * 1024 * 1024;

http::request<http::string_body> message_for(const Question& question, const std::string& origin,
                                             const std::string& cookie) {
  http::request<http::string_body> message;
  message.version(11);
  message.method_string(question.method);
  message.target(question.target);
  message.set(http::field::host, origin.substr(origin.find("://") + 3));
  if (question.packed) message.set(http::field::accept_encoding, "br, gzip");
  if (!cookie.empty()) message.set(http::field::cookie, cookie);
  if (question.method == "GET") return message;
  message.set(http::field::origin, origin);
  message.set("Sec-Fetch-Site", "same-origin");
  if (!question.idempotency_key.empty()) message.set("Idempotency-Key", '"' + question.idempotency_key + '"');
  message.set(http::field::content_type, "application/json");
  message.body() = question.body;
  message.prepare_payload();
  return message;
}

}  // namespace

// A named token on the line above each co_await: g++ 12 destroys temporaries inside it twice (architecture, section
// 10).

Line::Line(net::io_context& io, net::ip::tcp::endpoint server, net::ip::address_v4 own)
    : io_(io),
      server_(std::move(server)),
      own_(own),
      origin_("http://" + server_.address().to_string() + ":" + std::to_string(server_.port())) {}

net::awaitable<Reply> Line::ask(const Question& question) {
  const bool kept = stream_.has_value();
  Reply reply = co_await exchange(question);
  if (reply.cut_off && kept) reply = co_await exchange(question);
  co_return reply;
}

net::awaitable<void> Line::ask_and_hang_up(const Question& question) {
  co_await send(question);
  hang_up();
}

void Line::hang_up() {
  stream_.reset();
  buffer_.clear();
}

net::awaitable<Reply> Line::exchange(const Question& question) {
  Reply reply;
  const bool sent = co_await send(question);
  if (!sent) {
    reply.cut_off = true;
    co_return reply;
  }
  boost::system::error_code error;
  auto token = net::redirect_error(net::use_awaitable, error);
  http::response_parser<http::string_body> parser;
  parser.body_limit(most_body_bytes);
  co_await http::async_read(*stream_, buffer_, parser, token);
  if (error) {
    reply.cut_off = error != beast::error::timeout;
    hang_up();
    co_return reply;
  }
  const auto& message = parser.get();
  reply.status = static_cast<int>(message.result_int());
  reply.retry_after = std::chrono::seconds{std::atoi(std::string{message[http::field::retry_after]}.c_str())};
  const std::string cookie{message[http::field::set_cookie]};
  if (!cookie.empty()) cookie_ = cookie.substr(0, cookie.find(';'));
  const bool stays = message.keep_alive();
  reply.body = std::move(parser.get().body());
  if (!stays) hang_up();
  co_return reply;
}

net::awaitable<bool> Line::send(const Question& question) {
  if (!stream_) {
    const bool connected = co_await connect();
    if (!connected) co_return false;
  }
  boost::system::error_code error;
  auto token = net::redirect_error(net::use_awaitable, error);
  const http::request<http::string_body> message = message_for(question, origin_, cookie_);
  stream_->expires_after(patience);
  co_await http::async_write(*stream_, message, token);
  if (error) hang_up();
  co_return !error;
}

net::awaitable<bool> Line::connect() {
  boost::system::error_code error;
  auto token = net::redirect_error(net::use_awaitable, error);
  stream_.emplace(io_);
  net::ip::tcp::socket& socket = stream_->socket();
  const net::ip::tcp::endpoint own{own_, 0};
  socket.open(own.protocol(), error);
  if (!error) socket.bind(own, error);
  if (!error) {
    stream_->expires_after(patience);
    co_await stream_->async_connect(server_, token);
  }
  if (!error) socket.set_option(net::ip::tcp::no_delay{true}, error);
  if (error) hang_up();
  co_return !error;
}

}  // namespace kiosk::rehearsal
