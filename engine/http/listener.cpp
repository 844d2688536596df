#include "http/listener.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/ensure.hpp"

namespace kiosk::http {

namespace {

constexpr net::use_awaitable_t<Executor> use_awaitable;
constexpr milliseconds full_pause{20};
constexpr milliseconds error_pause{100};

int open_spare_descriptor() { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }

bool is_shortage(const boost::system::error_code& error) {
  return error == boost::system::errc::too_many_files_open || error == net::error::no_descriptors ||
         error == boost::system::errc::too_many_files_open_in_system || error == boost::system::errc::no_buffer_space ||
         error == boost::system::errc::not_enough_memory;
}

/// The listening socket itself is unusable; every other error concerns one client alone (accept(2)).
bool is_lost(const boost::system::error_code& error) {
  return error == boost::system::errc::bad_file_descriptor || error == boost::system::errc::invalid_argument ||
         error == boost::system::errc::not_a_socket || error == boost::system::errc::operation_not_supported;
}

}  // namespace

Listener::Listener(Acceptor acceptor, ConnectionTerms& terms, NextLoop next_loop)
    : acceptor_(std::move(acceptor)),
      terms_(terms),
      next_loop_(std::move(next_loop)),
      timer_(acceptor_.get_executor()),
      spare_descriptor_(open_spare_descriptor()) {}

Listener::~Listener() {
  if (spare_descriptor_ >= 0) ::close(spare_descriptor_);
}

void Listener::start() {
  net::co_spawn(
      acceptor_.get_executor(), [this] { return accept_connections(); }, net::detached);
}

void Listener::stop() {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  timer_.cancel();
}

Task Listener::pause(milliseconds duration) {
  boost::system::error_code ignored;
  auto token = net::redirect_error(use_awaitable, ignored);
  timer_.expires_after(duration);
  co_await timer_.async_wait(token);
}

Task Listener::accept_connections() {
  while (acceptor_.is_open()) {
    if (!terms_.quota.has_room()) {
      co_await pause(full_pause);
      continue;
    }
    IoLoop& loop = next_loop_();
    Stream::socket_type socket{loop.context.get_executor()};
    boost::system::error_code error;
    auto token = net::redirect_error(use_awaitable, error);
    co_await acceptor_.async_accept(socket, token);
    if (!error) {
      take(std::move(socket), loop);
    } else if (is_shortage(error)) {
      drop_one();
      co_await pause(error_pause);
    } else {
      ENSURE(!acceptor_.is_open() || !is_lost(error), "the listening socket is unusable");
    }
  }
}

void Listener::take(Stream::socket_type socket, IoLoop& loop) {
  boost::system::error_code error;
  const auto remote = socket.remote_endpoint(error);
  if (error) return;  // gone already
  std::string peer = remote.address().to_string();
  const auto& proxies = terms_.listener.trusted_proxies;
  const bool is_proxy = std::find(proxies.begin(), proxies.end(), peer) != proxies.end();
  std::optional<std::string> crowd;
  const std::string network = network_of(peer);
  if (!terms_.quota.enter(network, is_proxy)) {
    terms_.listener.site.metrics().connection_refused();  // this one, or one of the crowd
    crowd = terms_.quota.enter_instead(network);
    if (!crowd) return;
  }
  socket.set_option(net::ip::tcp::no_delay{true}, error);
  auto open = [socket = std::move(socket), &loop, &terms = terms_, peer = std::move(peer), network, crowd]() mutable {
    if (crowd && !Connection::abort_oldest_unknown(loop, terms, *crowd)) return terms.quota.leave(network, false);
    std::make_shared<Connection>(std::move(socket), loop, terms, std::move(peer))->start();
  };
  net::post(loop.context, std::move(open));
}

void Listener::drop_one() {
  terms_.log.write(LogLevel::warning, "descriptors-used-up", {});
  terms_.listener.site.metrics().connection_refused();
  if (spare_descriptor_ >= 0) ::close(spare_descriptor_);
  const int dropped = ::accept4(acceptor_.native_handle(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (dropped >= 0) ::close(dropped);
  spare_descriptor_ = open_spare_descriptor();
}

}  // namespace kiosk::http
