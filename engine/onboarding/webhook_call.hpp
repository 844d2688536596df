#pragma once

#include <boost/asio/ssl/context.hpp>
#include <string>

#include "delivery/destination.hpp"
#include "delivery/retry.hpp"
#include "onboarding/name_lookup.hpp"

namespace kiosk::onboarding {

/// What is sent: approvals.md §2.3.
struct WebhookMessage {
  Destination destination;
  std::string id;
  std::int64_t timestamp = 0;  ///< Unix seconds
  std::string signature;
  std::string body;
};

struct CallLimits {
  milliseconds connect{5'000};  ///< name, connection and TLS
  milliseconds answer{15'000};  ///< until the head of the answer has come, all before it included
};

struct CallAnswer {
  AttemptOutcome outcome = AttemptOutcome::unreachable;
  int status = 0;           ///< 0: there was none
  std::string retry_after;  ///< as sent; empty: none
  std::string error;        ///< what went wrong in our own words; nothing of what the receiver said
};

/// Sends webhooks, one connection each. For one thread: the context's.
class WebhookCaller {
 public:
  WebhookCaller(net::io_context& io, const DestinationRules& rules, CallLimits limits);

  /// One POST. The name is resolved once and only addresses that are allowed are connected to; TLS verifies chain and
  /// name; redirects are an answer like others; of the answer's body at most 4 kB are read and thrown away.
  net::awaitable<CallAnswer> send(WebhookMessage message);

 private:
  struct Deadlines;

  net::awaitable<std::vector<IpAddress>> addresses(const Destination& destination,
                                                   std::chrono::steady_clock::time_point deadline);
  net::awaitable<CallAnswer> send_plain(const WebhookMessage& message, const std::vector<IpAddress>& addresses,
                                        Deadlines deadlines);
  net::awaitable<CallAnswer> send_tls(const WebhookMessage& message, const std::vector<IpAddress>& addresses,
                                      Deadlines deadlines);

  net::io_context& io_;
  const DestinationRules& rules_;
  CallLimits limits_;
  NameLookup names_;
  net::ssl::context tls_{net::ssl::context::tls_client};
};

}  // namespace kiosk::onboarding
