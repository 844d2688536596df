// What a receiver of webhooks answers, over a real connection of this machine. The answer is judged by its status
// alone, and nothing that the receiver says comes back but that number and the wait it asks for.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "base/ensure.hpp"
#include "fuzz/fuzz.hpp"
#include "onboarding/webhook_call.hpp"

namespace kiosk::fuzz {

namespace {

namespace net = boost::asio;
using onboarding::CallAnswer;
using tcp = net::ip::tcp;

/// Answers each request with the same bytes and says no more.
class Receiver {
 public:
  Receiver() : acceptor_(io_, tcp::endpoint{net::ip::address_v4::loopback(), 0}) {}

  CallAnswer answer_to_webhook(std::string_view bytes) {
    CallAnswer answer;
    io_.restart();
    net::co_spawn(io_, answer_once(bytes), net::detached);
    net::co_spawn(io_, caller_.send(message()), [&answer](const std::exception_ptr& thrown, CallAnswer given) {
      ENSURE(!thrown, "sending a webhook throws");
      answer = std::move(given);
    });
    io_.run();
    return answer;
  }

 private:
  onboarding::WebhookMessage message() {
    onboarding::WebhookMessage message;
    message.destination = {false, "127.0.0.1", acceptor_.local_endpoint().port(), "/"};
    message.id = "evt_1";
    message.signature = "v1,AAAA";
    message.body = "{}";
    return message;
  }

  net::awaitable<void> answer_once(std::string_view bytes) {
    boost::system::error_code error;
    auto token = net::redirect_error(net::use_awaitable, error);
    tcp::socket socket = co_await acceptor_.async_accept(token);
    std::string asked(1024, '\0');
    const auto place = net::buffer(asked);
    co_await socket.async_read_some(place, token);
    const auto said = net::buffer(bytes);
    co_await net::async_write(socket, said, token);
    socket.shutdown(tcp::socket::shutdown_send, error);
    while (!error) co_await socket.async_read_some(place, token);
    // A reset once the other side has closed: no port is left waiting, of which there are but some ten thousand.
    const net::socket_base::linger at_once{true, 0};
    socket.set_option(at_once, error);
  }

  net::io_context io_;
  tcp::acceptor acceptor_;
  DestinationRules rules_{{}, {}, true};
  onboarding::WebhookCaller caller_{io_, rules_, {}};
};

/// Texts of ours, which name a reason and quote nobody.
bool is_in_our_words(const std::string& error) {
  return error.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_'().,:") ==
             std::string::npos &&
         error.size() < 100;
}

/// A field that goes on in the next line is joined by a blank.
std::string without_blanks(std::string_view text) {
  std::string left{text};
  std::erase_if(left, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  return left;
}

}  // namespace

void check(std::string_view input) {
  static Receiver receiver;
  const CallAnswer answer = receiver.answer_to_webhook(input);
  const bool answered = answer.status != 0;
  ENSURE(!answered || (input.starts_with("HTTP/1.") && answer.status <= 999 &&
                       input.find(std::to_string(answer.status)) != std::string_view::npos),
         "a status that nobody sent");
  ENSURE(!answered || answer.outcome == outcome_of_status(answer.status), "judged by more than the status");
  ENSURE(answered || answer.outcome == AttemptOutcome::malformed || answer.outcome == AttemptOutcome::unreachable,
         "no answer, and no failure that fits");
  ENSURE(answer.error.empty() == (answer.outcome == AttemptOutcome::delivered), "a failure without its reason");
  ENSURE(answer.error.empty() || !answered || answer.error == "status " + std::to_string(answer.status), "other words");
  ENSURE(is_in_our_words(answer.error), "words of the receiver");
  ENSURE(without_blanks(input).find(without_blanks(answer.retry_after)) != std::string::npos,
         "a wait nobody asked for");
}

}  // namespace kiosk::fuzz
