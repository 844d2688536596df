// What leads webhooks somewhere: URLs that staff type in, under the rules that the first byte chooses, and the wait
// that a receiver asks for. Nothing leads to an address that the rules do not allow, in whatever disguise.

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <set>

#include "base/ensure.hpp"
#include "delivery/destination.hpp"
#include "delivery/retry.hpp"
#include "fuzz/fuzz.hpp"

namespace kiosk::fuzz {

namespace {

DestinationRules rules_number(std::size_t which) {
  switch (which) {
    case 0: return {};
    case 1:
      return {{"receiver.example", "10.1.2.3"}, {*parse_network("10.1.0.0/16"), *parse_network("fd00::/8")}, false};
    default: return {{}, {}, true};
  }
}

/// What the system's own parser takes for an IPv4 address: `127.1`, `0x7f000001`, `017700000001` too.
bool is_v4_for_the_system(const std::string& host) {
  in_addr address{};
  return inet_aton(host.c_str(), &address) == 1;
}

void check_refusal(const Error& error) {
  static const std::set<std::string> codes{"required", "too-long", "characters", "scheme",          "user-info",
                                           "fragment", "host",     "port",       "host-not-listed", "address-refused"};
  ENSURE(error.code == ErrorCode::fields_invalid && error.fields.size() == 1, "another error than promised");
  ENSURE(error.fields[0].pointer == "/url" && codes.contains(error.fields[0].code), "a code nobody was told of");
}

void check_url(std::string_view url, const DestinationRules& rules) {
  const Result<Destination> parsed = parse_destination(url, rules);
  if (parsed.has_error()) return check_refusal(parsed.error());
  const auto& [tls, host, port, target] = *parsed;
  ENSURE(port >= 1 && port <= 65535 && !host.empty(), "a place that is none");
  ENSURE(target.starts_with('/') && url.ends_with(target.substr(1)), "another target than was typed");
  for (const std::string& text : {host, target}) {
    ENSURE(std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f' && c != '#'; }),
           "bytes that end a request line or a field");
  }
  const std::optional<IpAddress> address = parse_ip(host);
  ENSURE(!address || may_connect(*parsed, *address, rules), "an address that the rules refuse");
  ENSURE(address || !is_v4_for_the_system(host), "an address in disguise");
  ENSURE(tls || (rules.loopback_http && (host == "localhost" || (address && is_loopback(*address)))), "plain http");
  ENSURE(rules.hosts.empty() || std::find(rules.hosts.begin(), rules.hosts.end(), host) != rules.hosts.end(),
         "a host that is not listed");
  const Result<Destination> again =
      parse_destination((tls ? "https://" : "http://") + host_field(*parsed) + target, rules);
  if (url.size() + 8 > longest_endpoint_url) return;  // written out it may be too long
  ENSURE(again.has_value(), "written again it is refused");
  ENSURE(again->host == host && again->port == port && again->target == target && again->tls == tls,
         "written again it means something else");
}

/// As RFC 9110 §5.6.7 writes it, but for the name of the day.
std::string date_of(Instant instant) {
  const std::time_t seconds_since_epoch = to_unix_ms(instant) / 1000;
  std::tm parts{};
  gmtime_r(&seconds_since_epoch, &parts);
  std::array<char, 64> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), size};
}

void check_wait(std::string_view text) {
  const Instant now = from_unix_ms(1'795'176'000'500);
  const std::optional<seconds> wait = parse_retry_after(text, now);
  for (int failures = 0; failures <= 10; ++failures) {
    const NextStep step = next_step({AttemptOutcome::throttled, 429, wait, failures}, standard_schedule(), 200);
    ENSURE(step.wait <= seconds{86400} * 12 / 10, "a receiver puts the next try off for more than a day");
    if (failures == 10) continue;
    const milliseconds usual =
        failures == 9 ? milliseconds{0} : standard_schedule()[static_cast<std::size_t>(failures)];
    ENSURE(step.wait >= usual * 8 / 10, "a receiver hastens the next try");
  }
  if (!wait) return;
  ENSURE(*wait >= seconds{0}, "a wait into the past");
  if (text.find_first_not_of("0123456789") == std::string_view::npos) {
    ENSURE(std::stol(std::string{text}) == wait->count(), "another number than was sent");
    return;
  }
  ENSURE(text.size() == 29, "neither seconds nor a date");
  if (text.ends_with(":60 GMT")) return;  // a leap second, which the system writes otherwise
  const Instant date = std::chrono::floor<seconds>(now) + *wait;
  // A second begun counts whole; a date in the past is now.
  ENSURE(*wait == seconds{0} || text.substr(5) == date_of(date) || text.substr(5) == date_of(date + seconds{1}),
         "another date than was sent");
}

}  // namespace

void check(std::string_view input) {
  const auto [which, text] = choose(input, 4);
  if (which == 3) return check_wait(text);
  check_url(text, rules_number(which));
}

}  // namespace kiosk::fuzz
