#include "onboarding/webhook_call.hpp"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

namespace kiosk::onboarding {

namespace {

namespace beast = boost::beast;
namespace http = beast::http;
namespace ssl = net::ssl;

using Steady = std::chrono::steady_clock;
using Error = boost::system::error_code;
using Endpoints = std::vector<net::ip::tcp::endpoint>;

constexpr std::uint32_t most_head_bytes = 8 * 1024;
constexpr std::uint64_t most_body_bytes = 4 * 1024;
constexpr milliseconds body_time{1'000};

http::request<http::string_body> request_of(const WebhookMessage& message) {
  http::request<http::string_body> request{http::verb::post, message.destination.target, 11};
  request.set(http::field::host, host_field(message.destination));
  request.set(http::field::user_agent, "kiosk-cert/1");
  request.set(http::field::content_type, "application/cloudevents+json");  // exactly so: approvals.md §12
  request.set("webhook-id", message.id);
  request.set("webhook-timestamp", std::to_string(message.timestamp));
  request.set("webhook-signature", message.signature);
  request.set(http::field::connection, "close");
  request.body() = message.body;
  request.prepare_payload();
  return request;
}

Endpoints endpoints_of(const std::vector<IpAddress>& addresses, int port) {
  Endpoints endpoints;
  for (const IpAddress& address : addresses) {
    net::ip::address_v4::bytes_type v4{};
    std::copy_n(address.bytes.begin(), v4.size(), v4.begin());
    const net::ip::address place =
        address.v6 ? net::ip::address{net::ip::address_v6{address.bytes}} : net::ip::address{net::ip::address_v4{v4}};
    endpoints.emplace_back(place, static_cast<std::uint16_t>(port));
  }
  return endpoints;
}

CallAnswer failed(AttemptOutcome outcome, std::string why) { return {outcome, 0, {}, std::move(why)}; }

CallAnswer not_connected(const Error& error) {
  if (error == beast::error::timeout) return failed(AttemptOutcome::timed_out, "no connection in time");
  return failed(AttemptOutcome::unreachable, error.message());
}

CallAnswer not_answered(const Error& error) {
  if (error == beast::error::timeout) return failed(AttemptOutcome::timed_out, "no answer in time");
  if (error == http::error::end_of_stream || error == http::error::partial_message) {
    return failed(AttemptOutcome::unreachable, "closed without an answer");
  }
  if (error.category() == http::make_error_code(http::error::bad_method).category()) {
    return failed(AttemptOutcome::malformed, error.message());
  }
  return failed(AttemptOutcome::unreachable, error.message());
}

CallAnswer answer_of(const http::response<http::string_body>& response) {
  CallAnswer answer;
  answer.status = static_cast<int>(response.result_int());
  answer.outcome = outcome_of_status(answer.status);
  answer.retry_after = std::string{response[http::field::retry_after]};
  if (answer.outcome != AttemptOutcome::delivered) answer.error = "status " + std::to_string(answer.status);
  return answer;
}

// A named token on the line above each co_await, and nothing made by braces in it: g++ 12 destroys temporaries there
// twice (architecture, section 10).

/// The request goes out and the answer comes in, until `deadline`. The status decides as soon as it is there; of the
/// body so much is read that a receiver which still writes sees no broken connection.
template <class Stream>
net::awaitable<CallAnswer> exchange(Stream& stream, const WebhookMessage& message, Steady::time_point deadline) {
  Error error;
  auto token = net::redirect_error(net::use_awaitable, error);
  const http::request<http::string_body> request = request_of(message);
  beast::get_lowest_layer(stream).expires_at(deadline);
  co_await http::async_write(stream, request, token);
  if (error) co_return not_answered(error);
  beast::flat_buffer buffer{most_head_bytes + most_body_bytes};
  http::response_parser<http::string_body> parser;
  parser.header_limit(most_head_bytes);
  parser.body_limit(most_body_bytes);
  co_await http::async_read_header(stream, buffer, parser, token);
  // A length beyond the limit is told as an error although the head is whole.
  const bool huge = error == http::error::body_limit && parser.is_header_done();
  if (error && !huge) co_return not_answered(error);
  CallAnswer answer = answer_of(parser.get());
  if (!huge && !parser.is_done()) {
    beast::get_lowest_layer(stream).expires_at(std::min(deadline, Steady::now() + body_time));
    co_await http::async_read(stream, buffer, parser, token);
  }
  co_return answer;
}

}  // namespace

struct WebhookCaller::Deadlines {
  Steady::time_point connected;
  Steady::time_point answered;
};

WebhookCaller::WebhookCaller(net::io_context& io, const DestinationRules& rules, CallLimits limits)
    : io_(io), rules_(rules), limits_(limits), names_(io) {
  tls_.set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 |
                   ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
  tls_.set_default_verify_paths();
  tls_.set_verify_mode(ssl::verify_peer);
}

net::awaitable<CallAnswer> WebhookCaller::send(WebhookMessage message) {
  const Steady::time_point begin = Steady::now();
  const Deadlines deadlines{begin + limits_.connect, begin + limits_.answer};
  std::vector<IpAddress> found = co_await addresses(message.destination, deadlines.connected);
  if (found.empty()) co_return failed(AttemptOutcome::unreachable, "the host name is not known");
  std::erase_if(found, [&](const IpAddress& address) { return !may_connect(message.destination, address, rules_); });
  if (found.empty()) {
    co_return failed(AttemptOutcome::address_refused, "the host name stands for a private or special address");
  }
  CallAnswer answer;
  if (message.destination.tls) {
    answer = co_await send_tls(message, found, deadlines);
  } else {
    answer = co_await send_plain(message, found, deadlines);
  }
  co_return answer;
}

net::awaitable<std::vector<IpAddress>> WebhookCaller::addresses(const Destination& destination,
                                                                Steady::time_point deadline) {
  std::vector<IpAddress> found;
  if (const std::optional<IpAddress> literal = parse_ip(destination.host)) {
    found.push_back(*literal);
  } else {
    found = co_await names_.find(destination.host, deadline);
  }
  co_return found;
}

net::awaitable<CallAnswer> WebhookCaller::send_plain(const WebhookMessage& message,
                                                     const std::vector<IpAddress>& addresses, Deadlines deadlines) {
  beast::tcp_stream stream{io_};
  Error error;
  auto token = net::redirect_error(net::use_awaitable, error);
  const Endpoints endpoints = endpoints_of(addresses, message.destination.port);
  stream.expires_at(deadlines.connected);
  co_await stream.async_connect(endpoints, token);
  if (error) co_return not_connected(error);
  CallAnswer answer = co_await exchange(stream, message, deadlines.answered);
  co_return answer;
}

net::awaitable<CallAnswer> WebhookCaller::send_tls(const WebhookMessage& message,
                                                   const std::vector<IpAddress>& addresses, Deadlines deadlines) {
  ssl::stream<beast::tcp_stream> stream{io_, tls_};
  Error error;
  auto token = net::redirect_error(net::use_awaitable, error);
  std::string host = message.destination.host;
  stream.set_verify_callback(ssl::host_name_verification{host});
  if (!parse_ip(host)) {  // RFC 6066 §3: names only
    SSL_ctrl(stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host.data());
  }
  const Endpoints endpoints = endpoints_of(addresses, message.destination.port);
  beast::get_lowest_layer(stream).expires_at(deadlines.connected);
  co_await beast::get_lowest_layer(stream).async_connect(endpoints, token);
  if (error) co_return not_connected(error);
  co_await stream.async_handshake(ssl::stream_base::client, token);
  if (error == beast::error::timeout) co_return failed(AttemptOutcome::timed_out, "no TLS in time");
  if (error) co_return failed(AttemptOutcome::tls_failed, error.message());
  CallAnswer answer = co_await exchange(stream, message, deadlines.answered);
  co_return answer;
}

}  // namespace kiosk::onboarding
