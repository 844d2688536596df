#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace kiosk::http {

/// The methods that some route answers; `other` is any further one.
enum class Method { get, head, post, put, delete_, options, other };

std::string_view method_name(Method method);
/// Methods are case-sensitive (RFC 9110 §9.1).
Method parse_method(std::string_view name);
/// GET and HEAD change nothing (RFC 9110 §9.2.1).
bool is_safe(Method method);

struct Field {
  std::string name;  ///< in requests: lower case
  std::string value;
};

/// Value of the first field with this name (lower case); nothing when there is none.
std::optional<std::string_view> find_field(const std::vector<Field>& fields, std::string_view name);

/// One request after all checks of its head; what handlers see.
struct Request {
  std::string id;  ///< ours; stands in `X-Request-Id` and in the log
  Method method = Method::other;
  std::string path;                   ///< as sent, without the query
  std::vector<std::string> segments;  ///< of the path, decoded; `/` has none, `/a/` has `a` and an empty one
  std::vector<Field> query;           ///< decoded, in the order sent
  std::vector<Field> path_parameters;
  std::vector<Field> fields;
  std::string body;
  std::string network;         ///< of the client (network_of); behind a trusted proxy of the one that the proxy names
  bool from_loopback = false;  ///< the connection itself comes from this machine
  Instant received_at;         ///< stamped once, when the whole request has been read

  std::optional<std::string_view> field(std::string_view name) const { return find_field(fields, name); }
  /// Value of a placeholder of the route's path; the route must have it.
  const std::string& parameter(std::string_view name) const;
  /// Value of a cookie (RFC 6265 §5.4 as servers read it); nothing when it was not sent.
  std::optional<std::string> cookie(std::string_view name) const;
};

}  // namespace kiosk::http
