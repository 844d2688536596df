#include "http/head_check.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>

#include "base/hex.hpp"
#include "delivery/address.hpp"
#include "http/text.hpp"

namespace kiosk::http {

namespace {

constexpr std::array<std::string_view, 8> single_fields{
    "host", "content-length", "content-type", "cookie", "authorization", "origin", "expect", "sec-fetch-site"};

std::size_t count_of(const std::vector<Field>& fields, std::string_view name) {
  return static_cast<std::size_t>(
      std::count_if(fields.begin(), fields.end(), [&](const Field& field) { return field.name == name; }));
}

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Name part of a Host field, in lower case; nothing when the field is not `name`, `name:port` or `[v6]:port`.
std::optional<std::string> host_name(std::string_view host_field) {
  const bool bracketed = host_field.starts_with('[');
  const std::size_t name_end = bracketed ? host_field.find(']') : host_field.find(':');
  if (bracketed && name_end == std::string_view::npos) return std::nullopt;
  const std::string_view name = host_field.substr(0, bracketed ? name_end + 1 : name_end);
  const std::string_view rest = host_field.substr(name.size());
  if (!rest.empty() && (rest.front() != ':' || !is_port(rest.substr(1)))) return std::nullopt;
  const std::string_view inner = bracketed ? name.substr(1, name.size() - 2) : name;
  const std::string lower = lower_case(inner);
  const std::string_view allowed = bracketed ? "0123456789abcdef:." : "abcdefghijklmnopqrstuvwxyz0123456789.-";
  if (lower.empty() || lower.find_first_not_of(allowed) != std::string::npos) return std::nullopt;
  return bracketed ? "[" + lower + "]" : lower;
}

std::optional<std::uint64_t> parse_length(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return length;
}

std::optional<Refusal> check_fields(const RequestHead& head, const HeadLimits& limits) {
  if (head.target.size() > limits.target_bytes) return Refusal{414, "the request target is too long"};
  if (head.fields.size() > limits.fields) return Refusal{431, "the request has too many header fields"};
  if (count_of(head.fields, "transfer-encoding") > 0) {
    return Refusal{501, "transfer codings are not supported; send a Content-Length"};
  }
  for (const std::string_view name : single_fields) {
    if (count_of(head.fields, name) > 1) return Refusal{400, "a header field that may stand once is repeated"};
  }
  return std::nullopt;
}

std::optional<Refusal> check_host(const RequestHead& head, const HostPolicy& hosts, bool from_loopback) {
  const auto host = find_field(head.fields, "host");
  if (!host) return Refusal{400, "the Host field is missing"};
  if (!hosts.allows(*host, from_loopback)) return Refusal{400, "the Host field names another server"};
  return std::nullopt;
}

bool may_have_body(const RequestHead& head) {
  return head.version == 11 && head.method != "GET" && head.method != "HEAD" && head.method != "DELETE";
}

}  // namespace

bool is_loopback_host(std::string_view host_field) {
  const std::optional<std::string> name = host_name(host_field);
  return name && (*name == "localhost" || *name == "127.0.0.1" || *name == "[::1]");
}

bool HostPolicy::allows(std::string_view host_field, bool from_loopback) const {
  if (from_loopback && is_loopback_host(host_field)) return true;
  const std::optional<std::string> name = host_name(host_field);
  return name && std::find(names.begin(), names.end(), *name) != names.end();
}

std::variant<HeadFacts, Refusal> check_head(const RequestHead& head, const HeadLimits& limits, const HostPolicy& hosts,
                                            bool from_loopback) {
  if (std::optional<Refusal> refusal = check_fields(head, limits)) return *refusal;
  if (std::optional<Refusal> refusal = check_host(head, hosts, from_loopback)) return *refusal;

  std::optional<Target> target = parse_target(head.target);
  if (!target) return Refusal{400, "the request target is not an absolute path in plain form"};
  HeadFacts facts{std::move(*target)};

  if (const auto length = find_field(head.fields, "content-length")) {
    const std::optional<std::uint64_t> bytes = parse_length(*length);
    if (!bytes) return Refusal{400, "the Content-Length is not one decimal number"};
    if (*bytes > 0 && !may_have_body(head)) return Refusal{400, "this request must not have a body"};
    facts.content_length = *bytes;
  }
  if (const auto expect = find_field(head.fields, "expect")) {
    if (lower_case(*expect) != "100-continue") return Refusal{400, "the expectation is not supported"};
    facts.expects_continue = facts.content_length > 0;
  }
  facts.closes_after = head.version == 10 || count_of(head.fields, "upgrade") > 0;
  for (const Field& field : head.fields) {
    if (field.name == "connection" && lists_token(field.value, "close")) facts.closes_after = true;
  }
  return facts;
}

std::string network_of(const std::string& address) {
  constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  const std::optional<IpAddress> parsed = parse_ip(address);
  if (!parsed || !parsed->v6) return address;
  const std::span<const std::uint8_t> bytes{parsed->bytes};
  if (!std::equal(mapped.begin(), mapped.end(), bytes.begin())) return to_hex(bytes.first(8)) + "/64";
  std::string quad;
  for (const std::uint8_t byte : bytes.subspan(mapped.size())) {
    quad += (quad.empty() ? "" : ".") + std::to_string(byte);
  }
  return quad;
}

std::string client_address(const std::string& peer, const std::vector<Field>& fields,
                           const std::vector<std::string>& trusted_proxies) {
  const auto is_trusted = [&](std::string_view address) {
    return std::find(trusted_proxies.begin(), trusted_proxies.end(), address) != trusted_proxies.end();
  };
  const auto could_be_address = [](std::string_view text) {
    return !text.empty() && text.size() <= 45 &&
           text.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
  };
  if (!is_trusted(peer)) return peer;
  std::vector<std::string_view> hops;
  for (const Field& field : fields) {
    if (field.name != "x-forwarded-for") continue;
    for (const std::string_view hop : comma_list(field.value)) hops.push_back(hop);
  }
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
    if (!could_be_address(*hop)) return peer;
    if (!is_trusted(*hop)) return std::string{*hop};
  }
  return peer;
}

}  // namespace kiosk::http
