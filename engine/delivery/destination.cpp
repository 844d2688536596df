#include "delivery/destination.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace kiosk {

namespace {

constexpr int https_port = 443;
constexpr int http_port = 80;
constexpr std::size_t longest_host = 253;  // RFC 1035 §2.3.4

Error refused(std::string code, std::string detail) {
  return Error{ErrorCode::fields_invalid, {}, {}, {{"/url", std::move(code), std::move(detail)}}};
}

bool is_printable(char c) { return c > ' ' && c < '\x7f'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_host_name(std::string_view host) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '.'; };
  if (host.empty() || host.size() > longest_host || !std::all_of(host.begin(), host.end(), fits)) return false;
  if (host.front() == '.' || host.find("..") != std::string_view::npos) return false;
  // A last label of digits is an IPv4 address in disguise (`127.1`, `2130706433`).
  const std::string_view last = host.substr(host.rfind('.') + 1);
  return !last.empty() && !std::all_of(last.begin(), last.end(), is_digit) && !last.starts_with("0x");
}

/// Takes the scheme and `://` off the front.
Result<bool> take_scheme(std::string_view& rest) {
  std::string scheme{rest.substr(0, rest.find(':'))};
  std::transform(scheme.begin(), scheme.end(), scheme.begin(), lower);
  if ((scheme != "https" && scheme != "http") || !rest.substr(scheme.size()).starts_with("://")) {
    return refused("scheme", "must begin with https://");
  }
  rest.remove_prefix(scheme.size() + 3);
  return scheme == "https";
}

Result<int> read_port(std::string_view text) {
  int port = 0;
  const char* end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, port);
  if (problem != std::errc{} || stop != end || port < 1 || port > 65535) {
    return refused("port", "must be a number from 1 to 65535");
  }
  return port;
}

/// `host[:port]` or `[v6][:port]`.
Status read_authority(std::string_view text, Destination& destination) {
  if (text.find('@') != std::string_view::npos) return refused("user-info", "must not name a user or a password");
  const bool bracketed = text.starts_with('[');
  const std::size_t host_end = bracketed ? text.find(']') + 1 : std::min(text.find(':'), text.size());
  if (bracketed && host_end == 0) return refused("host", "the bracket is not closed");
  const std::string_view host = bracketed ? text.substr(1, host_end - 2) : text.substr(0, host_end);
  destination.host.assign(host);
  std::transform(host.begin(), host.end(), destination.host.begin(), lower);
  const std::optional<IpAddress> address = parse_ip(destination.host);
  const bool fits = bracketed ? address && address->v6 : (address && !address->v6) || is_host_name(destination.host);
  if (!fits) return refused("host", "is neither a host name nor an IP address");
  destination.port = destination.tls ? https_port : http_port;
  const std::string_view port = text.substr(host_end);
  if (port.empty()) return {};
  if (port.front() != ':') return refused("host", "is neither a host name nor an IP address");
  const Result<int> number = read_port(port.substr(1));
  if (number.has_error()) return number.error();
  destination.port = *number;
  return {};
}

Status check_rules(const Destination& destination, const DestinationRules& rules) {
  const std::optional<IpAddress> address = parse_ip(destination.host);
  const bool loopback = address ? is_loopback(*address) : destination.host == "localhost";
  if (!destination.tls && !(rules.loopback_http && loopback)) return refused("scheme", "must begin with https://");
  const bool listed = std::find(rules.hosts.begin(), rules.hosts.end(), destination.host) != rules.hosts.end();
  if (!rules.hosts.empty() && !listed) return refused("host-not-listed", "webhooks may not be sent to this host");
  if (address && !may_connect(destination, *address, rules)) {
    return refused("address-refused", "webhooks are not sent to private or special addresses");
  }
  return {};
}

}  // namespace

Result<Destination> parse_destination(std::string_view url, const DestinationRules& rules) {
  if (url.empty()) return refused("required", "must be there");
  if (url.size() > longest_endpoint_url) return refused("too-long", "at most 500 bytes");
  if (!std::all_of(url.begin(), url.end(), is_printable) || url.find('\\') != std::string_view::npos) {
    return refused("characters", "printable ASCII without blanks and backslashes");
  }
  if (url.find('#') != std::string_view::npos) return refused("fragment", "must not have a fragment");
  Destination destination;
  std::string_view rest = url;
  const Result<bool> tls = take_scheme(rest);
  if (tls.has_error()) return tls.error();
  destination.tls = *tls;
  const std::size_t authority_end = std::min(rest.find_first_of("/?"), rest.size());
  const Status authority = read_authority(rest.substr(0, authority_end), destination);
  if (authority.has_error()) return authority.error();
  destination.target.assign(rest.substr(authority_end));
  if (!destination.target.starts_with('/')) destination.target.insert(0, 1, '/');
  if (const Status allowed = check_rules(destination, rules); allowed.has_error()) return allowed.error();
  return destination;
}

bool may_connect(const Destination& destination, const IpAddress& address, const DestinationRules& rules) {
  if (!destination.tls) return rules.loopback_http && is_loopback(address);
  return is_public(address) || std::any_of(rules.networks.begin(), rules.networks.end(),
                                           [&](const Network& network) { return contains(network, address); });
}

std::string host_field(const Destination& destination) {
  const bool v6 = destination.host.find(':') != std::string::npos;
  const std::string host = v6 ? "[" + destination.host + "]" : destination.host;
  const int own_port = destination.tls ? https_port : http_port;
  return destination.port == own_port ? host : host + ":" + std::to_string(destination.port);
}

}  // namespace kiosk
