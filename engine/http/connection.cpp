#include "http/connection.hpp"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <limits>

#include "http/reply_head.hpp"
#include "http/text.hpp"

namespace kiosk::http {

namespace {

using SteadyClock = std::chrono::steady_clock;
using Parser = beast::http::request_parser<beast::http::string_body>;

constexpr net::use_awaitable_t<Executor> use_awaitable;
constexpr std::size_t buffer_bytes = 16 * 1024;
constexpr std::size_t linger_bytes = 1024 * 1024;

/// Hands the kernel as much as it takes at once, where Asio would offer 64 KiB a call: a page of the feed has
/// megabytes.
std::size_t all_at_once(const boost::system::error_code& error, std::size_t /*written*/) {
  return error ? 0 : std::numeric_limits<std::size_t>::max();
}

RequestHead head_of(const Parser& parser) {
  const auto& message = parser.get();
  RequestHead head;
  head.method = std::string{message.method_string()};
  head.target = std::string{message.target()};
  head.version = static_cast<int>(message.version());
  for (const auto& field : message) {
    head.fields.push_back({lower_case(std::string_view{field.name_string()}), std::string{field.value()}});
  }
  return head;
}

/// A parser's complaint, as the client shall hear it; nothing when the client has gone or is too slow.
std::optional<Refusal> refusal_for(const boost::system::error_code& error) {
  if (error == beast::http::error::end_of_stream || error == beast::http::error::partial_message) return std::nullopt;
  if (error == beast::http::error::header_limit || error == beast::http::error::buffer_overflow) {
    return Refusal{431, "the request head is too large"};
  }
  if (error == beast::http::error::body_limit) return Refusal{413, "the body is too large"};
  if (error.category() == beast::http::make_error_code(beast::http::error::bad_method).category()) {
    return Refusal{400, "the request is not well-formed HTTP/1.1"};
  }
  return std::nullopt;
}

}  // namespace

std::string RequestIds::next() { return prefix_ + "-" + std::to_string(++count_); }

struct Connection::Exchange {
  Parser parser;
  Request request;
  HeadFacts facts;
  Site::Admission admission;
  SteadyClock::time_point began_at = SteadyClock::now();
  SteadyClock::time_point read_at;  ///< the whole request was there
  std::optional<Reply> reply;       ///< decided by the connection or the site; nothing: the client has gone
  bool over = false;                ///< there is nobody to answer
};

Connection::Connection(Stream::socket_type socket, IoLoop& loop, ConnectionTerms& terms, std::string peer)
    : stream_(std::move(socket)),
      loop_(loop),
      terms_(terms),
      peer_(std::move(peer)),
      network_(network_of(peer_)),
      from_loopback_(peer_.starts_with("127.") || peer_ == "::1"),
      buffer_(buffer_bytes),
      timer_(stream_.get_executor()),
      opened_at_(SteadyClock::now()) {
  loop_.connections.insert(this);
  terms_.listener.site.metrics().connection_opened();
}

Connection::~Connection() {
  loop_.connections.erase(this);
  terms_.quota.leave(network_, known_);
  terms_.listener.site.metrics().connection_closed();
}

void Connection::start() {
  const auto self = shared_from_this();
  net::co_spawn(
      stream_.get_executor(), [self] { return self->serve(); },
      [self](const std::exception_ptr& fault) {
        if (fault) self->terms_.log.write(LogLevel::error, "connection-failed", {});
      });
}

void Connection::stop_if_idle() {
  if (idle_) stream_.cancel();
}

void Connection::abort() {
  open_ = false;
  timer_.cancel();
  stream_.close();
}

bool Connection::abort_oldest_unknown(IoLoop& loop, const ConnectionTerms& terms, const std::string& network) {
  Connection* oldest = nullptr;
  for (Connection* other : loop.connections) {
    if (&other->terms_ != &terms || other->known_ || !other->open_ || other->network_ != network) continue;
    // Rather one that waits than one that works on a request.
    const auto rank = [](const Connection& one) { return std::pair{!one.idle_, one.opened_at_}; };
    if (oldest == nullptr || rank(*other) < rank(*oldest)) oldest = other;
  }
  if (oldest != nullptr) oldest->abort();
  return oldest != nullptr;
}

Task Connection::serve() {
  while (open_) {
    co_await await_request();
    if (open_ && !known_) co_await await_turn();
    if (open_) co_await exchange();
  }
  if (lingers_) co_await linger();
}

Task Connection::await_request() {
  if (buffer_.size() > 0) co_return;
  if (terms_.stopping) {
    open_ = false;
    co_return;
  }
  boost::system::error_code error;
  auto token = net::redirect_error(use_awaitable, error);
  const auto room = buffer_.prepare(4096);
  idle_ = true;
  stream_.expires_after(requests_ == 0 ? terms_.limits.times.head : terms_.limits.times.idle);
  buffer_.commit(co_await stream_.async_read_some(room, token));
  if (error) open_ = false;
}

Task Connection::await_turn() {
  loop_.strangers.enter([weak = weak_from_this()] {
    if (const auto connection = weak.lock()) connection->timer_.cancel();
  });
  boost::system::error_code ignored;
  auto token = net::redirect_error(use_awaitable, ignored);
  timer_.expires_at(SteadyClock::time_point::max());
  co_await timer_.async_wait(token);
}

Task Connection::exchange() {
  ++requests_;
  answer_.reset();
  Exchange exchange;
  exchange.request.id = terms_.request_ids.next();
  co_await read_head(exchange);
  if (!exchange.over && !exchange.reply) co_await read_body(exchange);
  if (!exchange.over) {
    exchange.request.received_at = terms_.clock.now();
    exchange.read_at = SteadyClock::now();
    if (!exchange.reply) co_await await_answer(exchange);
    co_await write(exchange);
  }
  if (exchange.over) open_ = false;
}

void Connection::refuse(Exchange& exchange, int status, std::string detail) {
  const ErrorCode code = status == 413 ? ErrorCode::payload_too_large : ErrorCode::request_refused;
  exchange.reply = problem_reply(failure(code, std::move(detail)), exchange.request.id, status);
  exchange.reply->closes = true;
}

Task Connection::read_head(Exchange& exchange) {
  exchange.parser.header_limit(static_cast<std::uint32_t>(terms_.limits.head.bytes));
  exchange.parser.body_limit(boost::none);  // the route's limit is checked on the Content-Length, and set then
  boost::system::error_code error;
  auto token = net::redirect_error(use_awaitable, error);
  const TimeLimits& times = terms_.limits.times;
  idle_ = true;
  // Who sent its first bytes while the stop was ordered has been passed over by stop_if_idle.
  stream_.expires_after(terms_.stopping ? times.linger : times.head);
  co_await beast::http::async_read_header(stream_, buffer_, exchange.parser, token);
  idle_ = false;
  // Also of a head that is refused: an answer to HEAD has no content (RFC 9110 §9.3.2).
  exchange.request.method = parse_method(std::string_view{exchange.parser.get().method_string()});
  if (!error) {
    take_head(exchange);
  } else if (const std::optional<Refusal> refusal = refusal_for(error)) {
    refuse(exchange, refusal->status, refusal->detail);
  } else {
    exchange.over = true;
  }
}

void Connection::take_head(Exchange& exchange) {
  RequestHead head = head_of(exchange.parser);
  auto checked = check_head(head, terms_.limits.head, terms_.listener.hosts, from_loopback_);
  if (const auto* refusal = std::get_if<Refusal>(&checked)) {
    refuse(exchange, refusal->status, refusal->detail);
    return;
  }
  exchange.facts = std::get<HeadFacts>(std::move(checked));
  Request& request = exchange.request;
  request.path = std::move(exchange.facts.target.path);
  request.segments = std::move(exchange.facts.target.segments);
  request.query = std::move(exchange.facts.target.query);
  request.network = network_of(client_address(peer_, head.fields, terms_.listener.trusted_proxies));
  request.from_loopback = from_loopback_;
  request.fields = std::move(head.fields);

  exchange.admission = terms_.listener.site.admit(request, exchange.facts.content_length);
  if (exchange.admission.refusal) {
    exchange.reply = std::move(*exchange.admission.refusal);
    // The body was not read, so where the next request begins is not known.
    if (exchange.facts.content_length > 0) exchange.reply->closes = true;
  }
}

Task Connection::read_body(Exchange& exchange) {
  if (exchange.facts.content_length == 0) co_return;
  boost::system::error_code error;
  auto token = net::redirect_error(use_awaitable, error);
  if (exchange.facts.expects_continue) {
    constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    const net::const_buffer bytes{go_on.data(), go_on.size()};
    stream_.expires_after(terms_.limits.times.write);
    co_await net::async_write(stream_, bytes, token);
  }
  if (!error) {
    exchange.parser.body_limit(exchange.admission.body_limit);
    stream_.expires_at(exchange.began_at + terms_.limits.times.request);
    co_await beast::http::async_read(stream_, buffer_, exchange.parser, token);
  }
  if (error) {
    exchange.over = true;
  } else {
    exchange.request.body = std::move(exchange.parser.get().body());
  }
}

Task Connection::await_answer(Exchange& exchange) {
  const Respond respond = [weak = weak_from_this(), executor = stream_.get_executor(),
                           number = requests_](Reply reply) {
    net::post(executor, [weak, number, reply = std::move(reply)]() mutable {
      if (const auto connection = weak.lock()) connection->take_answer(number, std::move(reply));
    });
  };
  stream_.expires_never();
  timer_.expires_after(terms_.limits.times.answer);
  terms_.listener.site.handle(exchange.admission.route, exchange.request, respond);

  boost::system::error_code error;
  auto token = net::redirect_error(use_awaitable, error);
  co_await timer_.async_wait(token);
  if (answer_ && answer_->delay > milliseconds{0}) {
    timer_.expires_after(answer_->delay);
    co_await timer_.async_wait(token);
  }
  exchange.reply = answer_ ? std::move(*answer_)
                           : problem_reply(failure(ErrorCode::unavailable, "no answer in time"), exchange.request.id);
}

void Connection::take_answer(std::uint64_t request_number, Reply reply) {
  if (request_number != requests_ || answer_) return;
  answer_ = std::move(reply);
  timer_.cancel();
}

Task Connection::write(Exchange& exchange) {
  const Reply& reply = *exchange.reply;
  if (reply.signed_in && !known_) {
    known_ = true;
    terms_.quota.become_known(network_);
  }
  const TimeLimits& times = terms_.limits.times;
  open_ = open_ && !reply.closes && !reply.next_piece && !exchange.facts.closes_after && !terms_.stopping &&
          requests_ < static_cast<std::uint64_t>(times.requests) && SteadyClock::now() - opened_at_ < times.age;
  lingers_ = !open_;

  const Route* route = exchange.admission.route;
  const ReplyHeadFacts facts{exchange.request.id, exchange.request.received_at, terms_.listener.site.origin().https(),
                             open_, route != nullptr && route->for_any_origin};
  const std::string head = reply_head(reply, facts);
  const bool has_body = exchange.request.method != Method::head;
  const std::array<net::const_buffer, 2> buffers{net::buffer(head),
                                                 has_body ? net::buffer(reply.bytes()) : net::const_buffer{}};
  boost::system::error_code error;
  auto token = net::redirect_error(use_awaitable, error);
  stream_.expires_after(times.write);
  co_await net::async_write(stream_, buffers, all_at_once, token);
  if (error) exchange.over = true;

  const auto duration = std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - exchange.read_at);
  terms_.listener.site.finished(exchange.admission.route, exchange.request, reply, duration);
  if (!exchange.over && has_body && reply.next_piece) co_await write_pieces(exchange);
}

Task Connection::write_pieces(Exchange& exchange) {
  const TimeLimits& times = terms_.limits.times;
  const GivePiece give = [weak = weak_from_this(),
                          executor = stream_.get_executor()](std::optional<std::string> piece) {
    net::post(executor, [weak, piece = std::move(piece)]() mutable {
      if (const auto connection = weak.lock()) connection->take_piece(std::move(piece));
    });
  };
  boost::system::error_code error;
  auto token = net::redirect_error(use_awaitable, error);
  while (!terms_.stopping && SteadyClock::now() - opened_at_ < times.age) {
    piece_.reset();
    stream_.expires_never();
    timer_.expires_after(times.answer);
    exchange.reply->next_piece(give);
    co_await timer_.async_wait(token);
    if (!piece_) co_return;
    stream_.expires_after(times.write);
    co_await net::async_write(stream_, net::buffer(*piece_), all_at_once, token);
    if (error) {
      exchange.over = true;
      co_return;
    }
  }
}

void Connection::take_piece(std::optional<std::string> piece) {
  piece_ = std::move(piece);
  timer_.cancel();
}

Task Connection::linger() {
  boost::system::error_code error;
  auto token = net::redirect_error(use_awaitable, error);
  stream_.socket().shutdown(net::ip::tcp::socket::shutdown_send, error);
  stream_.expires_after(terms_.limits.times.linger);
  buffer_.clear();
  for (std::size_t read = 0; !error && read < linger_bytes;) {
    const auto room = buffer_.prepare(buffer_bytes);
    read += co_await stream_.async_read_some(room, token);
  }
}

}  // namespace kiosk::http
