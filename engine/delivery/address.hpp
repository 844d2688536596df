#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kiosk {

struct IpAddress {
  bool v6 = false;
  std::array<std::uint8_t, 16> bytes{};  ///< network order; of IPv4 the first four
};

/// Dotted quad, or IPv6 as RFC 4291 §2.2 writes it, without brackets and zone.
std::optional<IpAddress> parse_ip(std::string_view text);

struct Network {
  IpAddress base;
  int prefix = 0;  ///< leading bits that count
};

/// `10.1.0.0/16`, `fd00::/8`, or a single address.
std::optional<Network> parse_network(std::string_view text);

bool contains(const Network& network, const IpAddress& address);

bool is_loopback(const IpAddress& address);

/// Whether an address belongs to a host on the internet, and to nothing special: not private, shared, loopback,
/// link-local, unique-local, mapped, translated, documentation or multicast (IANA's special-purpose registries of RFC
/// 6890). What lies behind such an address may be the cloud's own interfaces or the neighbours in the rack.
bool is_public(const IpAddress& address);

}  // namespace kiosk
