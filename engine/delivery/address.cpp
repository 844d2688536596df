#include "delivery/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace kiosk {

namespace {

constexpr int v4_bits = 32;
constexpr int v6_bits = 128;

constexpr std::array special_v4{
    "0.0.0.0/8",       "10.0.0.0/8",    "100.64.0.0/10",   "127.0.0.0/8",     "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24",    "192.0.2.0/24",  "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
    "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",  "224.0.0.0/4",    "240.0.0.0/4"};

/// Within 2000::/3, outside of which nothing is global unicast: Teredo and other protocols, documentation, 6to4.
constexpr std::array special_v6{"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"};

template <class Networks>
bool in_any(const Networks& networks, const IpAddress& address) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const char* text) { return contains(*parse_network(text), address); });
}

}  // namespace

std::optional<IpAddress> parse_ip(std::string_view text) {
  const std::string terminated{text};
  if (terminated.size() != std::char_traits<char>::length(terminated.c_str())) return std::nullopt;
  IpAddress address;
  if (::inet_pton(AF_INET, terminated.c_str(), address.bytes.data()) == 1) return address;
  address.v6 = true;
  if (::inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) return address;
  return std::nullopt;
}

std::optional<Network> parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::optional<IpAddress> base = parse_ip(text.substr(0, slash));
  if (!base) return std::nullopt;
  const int most = base->v6 ? v6_bits : v4_bits;
  if (slash == std::string_view::npos) return Network{*base, most};
  int prefix = 0;
  const char* end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data() + slash + 1, end, prefix);
  if (problem != std::errc{} || stop != end || prefix < 0 || prefix > most) return std::nullopt;
  return Network{*base, prefix};
}

bool contains(const Network& network, const IpAddress& address) {
  if (network.base.v6 != address.v6) return false;
  for (int bit = 0; bit < network.prefix; ++bit) {
    const auto byte = static_cast<std::size_t>(bit / 8);
    const auto mask = static_cast<std::uint8_t>(0x80U >> static_cast<unsigned>(bit % 8));
    if (((network.base.bytes.at(byte) ^ address.bytes.at(byte)) & mask) != 0) return false;
  }
  return true;
}

bool is_loopback(const IpAddress& address) {
  return contains(*parse_network(address.v6 ? "::1" : "127.0.0.0/8"), address);
}

bool is_public(const IpAddress& address) {
  if (!address.v6) return !in_any(special_v4, address);
  return contains(*parse_network("2000::/3"), address) && !in_any(special_v6, address);
}

}  // namespace kiosk
