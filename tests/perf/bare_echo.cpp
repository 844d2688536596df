#include "perf/bare_echo.hpp"

#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>
#include <memory>
#include <string>

namespace kiosk::perf {

namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
using Tcp = net::ip::tcp;

std::string echoed(const std::string& body) {
  const boost::json::value asked = boost::json::parse(body);
  boost::json::array saved;
  for (const boost::json::value& entry : asked.at("responses").as_array()) {
    saved.push_back({{"item", entry.at("item")}, {"revision", entry.at("revision")}});
  }
  const boost::json::object answer{
      {"saved", std::move(saved)}, {"rejected", boost::json::array{}}, {"seconds_left", 2400}, {"state", "open"}};
  return boost::json::serialize(answer);
}

class EchoConnection : public std::enable_shared_from_this<EchoConnection> {
 public:
  explicit EchoConnection(Tcp::socket socket) : stream_(std::move(socket)) {}

  void read() {
    request_ = {};
    beast::http::async_read(stream_, buffer_, request_,
                            [self = shared_from_this()](beast::error_code error, std::size_t) {
                              if (!error) self->answer();
                            });
  }

 private:
  void answer() {
    reply_ = {beast::http::status::ok, 11};
    reply_.set(beast::http::field::content_type, "application/json");
    reply_.body() = echoed(request_.body());
    reply_.prepare_payload();
    beast::http::async_write(stream_, reply_, [self = shared_from_this()](beast::error_code error, std::size_t) {
      if (!error) self->read();
    });
  }

  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  beast::http::request<beast::http::string_body> request_;
  beast::http::response<beast::http::string_body> reply_;
};

void accept_for_ever(Tcp::acceptor& acceptor) {
  acceptor.async_accept([&acceptor](beast::error_code error, Tcp::socket socket) {
    if (!error) {
      socket.set_option(Tcp::no_delay{true});
      std::make_shared<EchoConnection>(std::move(socket))->read();
    }
    accept_for_ever(acceptor);
  });
}

void serve(int line_to) {
  net::io_context context{1};
  Tcp::acceptor acceptor{context, Tcp::endpoint{net::ip::address_v4::loopback(), 0}};
  const std::string line = std::to_string(acceptor.local_endpoint().port()) + "\n";
  if (::write(line_to, line.data(), line.size()) < 0) return;
  accept_for_ever(acceptor);
  context.run();
}

}  // namespace

EchoServer::EchoServer()
    : process_(ChildProcess::fork_to(&serve)), port_(static_cast<std::uint16_t>(std::stoi(process_.first_line()))) {}

}  // namespace kiosk::perf
