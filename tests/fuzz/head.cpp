// Request heads as Beast delivers them, after a first byte of circumstances: `METHOD target` on the first line, then
// one field a line. What is served has one host, one length, one target; who asks is told from the cookie's own bytes.

#include "http/head_check.hpp"

#include <algorithm>

#include "base/ensure.hpp"
#include "fuzz/fuzz.hpp"
#include "http/access.hpp"
#include "http/media_types.hpp"
#include "http/text.hpp"

namespace kiosk::fuzz {

namespace {

using namespace kiosk::http;

constexpr std::string_view token_characters =
    "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

std::string_view next_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

/// Beast lets no other fields through.
std::optional<Field> field_in(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const std::string_view name = line.substr(0, colon);
  if (name.find_first_not_of(token_characters) != std::string_view::npos) return std::nullopt;
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\t') || byte == 0x7F) return std::nullopt;
  }
  return Field{lower_case(name), std::string{trimmed(line.substr(colon + 1))}};
}

RequestHead head_in(std::string_view text, int version) {
  const std::string_view first = next_line(text);
  const std::size_t blank = std::min(first.find(' '), first.size());
  RequestHead head{
      std::string{first.substr(0, blank)}, std::string{first.substr(std::min(blank + 1, first.size()))}, version, {}};
  while (!text.empty()) {
    if (std::optional<Field> field = field_in(next_line(text))) head.fields.push_back(std::move(*field));
  }
  return head;
}

std::ptrdiff_t count(const RequestHead& head, std::string_view name) {
  return std::count_if(head.fields.begin(), head.fields.end(), [&](const Field& field) { return field.name == name; });
}

void check_facts(const RequestHead& head, const HeadFacts& facts, bool from_loopback) {
  ENSURE(count(head, "transfer-encoding") == 0, "a transfer coding");
  ENSURE(count(head, "host") == 1 && count(head, "content-length") <= 1, "two hosts or lengths");
  const std::string host = lower_case(*find_field(head.fields, "host"));
  ENSURE(host.starts_with("cert.example") || from_loopback, "another server's request");
  const std::string_view length = find_field(head.fields, "content-length").value_or("0");
  ENSURE(length.find_first_not_of("0123456789") == std::string_view::npos, "a length with more than digits");
  ENSURE(std::to_string(facts.content_length) == length || length.starts_with('0'), "another length than was sent");
  const bool bodiless = head.method == "GET" || head.method == "HEAD" || head.method == "DELETE" || head.version == 10;
  ENSURE(!bodiless || facts.content_length == 0, "a body where none may be");
  ENSURE(facts.closes_after || head.version == 11, "HTTP/1.0 that stays open");
  ENSURE(parse_target(head.target).has_value(), "a target that is none");
}

void check_cookies(const Request& request) {
  const std::string cookies{request.field("cookie").value_or("")};
  for (const char* base_url : {"https://cert.example", "http://127.0.0.1:8080"}) {
    const PublicOrigin origin{base_url};
    const std::string prefix = origin.https() ? "__Host-" : "";
    for (const auto& [name, token] : {std::pair{prefix + "kiosk-applicant=", origin.applicant_token(request)},
                                      std::pair{prefix + "kiosk-staff=", origin.staff_token(request)}}) {
      ENSURE(token.find(';') == std::string::npos, "a token beyond its cookie");
      ENSURE(token.empty() || cookies.find(name + token) != std::string::npos, "a token that nobody sent");
    }
    if (!origin.is_same_origin(request)) continue;
    const std::string sent{request.field("origin").value_or("")};
    const std::string own = "http://" + std::string{request.field("host").value_or("")};
    ENSURE(sent == base_url || (request.from_loopback && sent == own), "another origin's request");
    ENSURE(request.field("sec-fetch-site").value_or("same-origin") == "same-origin", "another site's request");
  }
  const std::string bearer = bearer_token(request);
  ENSURE(request.field("authorization").value_or("").find(bearer) != std::string_view::npos, "a token nobody sent");
}

void check_address(const std::vector<Field>& fields) {
  const std::vector<std::string> proxies{"10.0.0.1", "10.0.0.2"};
  ENSURE(client_address("192.0.2.1", fields, proxies) == "192.0.2.1", "a stranger names his own address");
  const std::string told = client_address("10.0.0.1", fields, proxies);
  if (told == "10.0.0.1") return;
  ENSURE(told != "10.0.0.2", "a proxy taken for a client");
  ENSURE(told.find_first_not_of("0123456789abcdefABCDEF:.") == std::string::npos, "an address that is none");
}

}  // namespace

void check(std::string_view input) {
  const auto [circumstances, text] = choose(input, 4);
  const bool from_loopback = (circumstances & 1U) != 0;
  const RequestHead head = head_in(text, (circumstances & 2U) != 0 ? 10 : 11);
  const HostPolicy hosts{{"cert.example"}};
  const auto checked = check_head(head, {}, hosts, from_loopback);
  if (const auto* facts = std::get_if<HeadFacts>(&checked)) {
    check_facts(head, *facts, from_loopback);
  } else {
    ENSURE(std::get<Refusal>(checked).status >= 400, "a refusal that is none");
  }
  Request request;
  request.fields = head.fields;
  request.from_loopback = from_loopback;
  check_cookies(request);
  check_address(head.fields);
  const auto media_type = negotiated(request, {"application/json", "text/csv"});
  ENSURE(!media_type || *media_type == "application/json" || *media_type == "text/csv", "a type nobody offered");
}

}  // namespace kiosk::fuzz
