#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "delivery/address.hpp"

namespace kiosk {

/// Where webhooks may go, from the configuration.
struct DestinationRules {
  std::vector<std::string> hosts{};  ///< host names in lower case; empty: any
  std::vector<Network> networks{};   ///< addresses that are not public and may be used all the same
  bool loopback_http = false;        ///< plain http to this machine, for trying and tests
};

/// The parts of an endpoint's URL.
struct Destination {
  bool tls = true;
  std::string host;    ///< in lower case, IPv6 without brackets
  int port = 443;      ///< 1..65535
  std::string target;  ///< path and query, as in the request line
};

inline constexpr std::size_t longest_endpoint_url = 500;  // bytes

/// `https://host[:port][/path][?query]` in printable ASCII. What can be said of an address without asking anybody is
/// said here; what a name stands for is looked at each time before we connect. Error `fields_invalid` at `/url` with
/// one of the codes `required`, `too-long`, `characters`, `scheme`, `user-info`, `fragment`, `host`, `port`,
/// `host-not-listed`, `address-refused`.
Result<Destination> parse_destination(std::string_view url, const DestinationRules& rules);

/// Whether we may connect to this address, which the destination's name stands for.
bool may_connect(const Destination& destination, const IpAddress& address, const DestinationRules& rules);

/// Value of the Host field (RFC 9110 §7.2): the port only when it is not the scheme's own.
std::string host_field(const Destination& destination);

}  // namespace kiosk
