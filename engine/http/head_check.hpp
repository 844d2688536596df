#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "http/target.hpp"

namespace kiosk::http {

/// A request head as the parser delivers it.
struct RequestHead {
  std::string method;
  std::string target;
  int version = 11;           ///< 10 or 11
  std::vector<Field> fields;  ///< names in lower case
};

struct HeadLimits {
  std::size_t bytes = 8192;  ///< whole head; the parser holds it
  std::size_t fields = 64;
  std::size_t target_bytes = 2048;
};

/// Names under which this server may be asked. A loopback name counts only on a connection from this machine.
struct HostPolicy {
  std::vector<std::string> names;  ///< lower case, without port; IPv6 in brackets

  bool allows(std::string_view host_field, bool from_loopback) const;
};

/// `localhost`, `127.0.0.1` or `[::1]`, with or without port.
bool is_loopback_host(std::string_view host_field);

/// What the connection needs to know of a head that may be served.
struct HeadFacts {
  Target target;
  std::uint64_t content_length = 0;
  bool expects_continue = false;
  bool closes_after = false;  ///< the client asked for it, or speaks HTTP/1.0, or asked for an upgrade
};

/// The request is not served and the connection ends: after such a head the next byte cannot be trusted.
struct Refusal {
  int status = 400;
  std::string detail;  ///< our own words
};

/// Everything that Beast lets pass and we must not (hardening.md §1.4, §1.5 and §5).
std::variant<HeadFacts, Refusal> check_head(const RequestHead& head, const HeadLimits& limits, const HostPolicy& hosts,
                                            bool from_loopback);

/// Whom tries and connections are counted for: an IPv4 address, also one mapped into IPv6, is one client; of IPv6 it is
/// the network of 64 bits, in hexadecimal, for whoever has one has all its addresses (RFC 7421). What is no address
/// stays as it is.
std::string network_of(const std::string& address);

/// The client's address: the peer's, or when the peer is a trusted proxy, the last address in `X-Forwarded-For` that
/// is none of our proxies.
std::string client_address(const std::string& peer, const std::vector<Field>& fields,
                           const std::vector<std::string>& trusted_proxies);

}  // namespace kiosk::http
