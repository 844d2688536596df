#include "http/request.hpp"

#include "base/ensure.hpp"

namespace kiosk::http {

std::string_view method_name(Method method) {
  switch (method) {
    case Method::get: return "GET";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::delete_: return "DELETE";
    case Method::options: return "OPTIONS";
    case Method::other: return "other";
  }
  return {};
}

Method parse_method(std::string_view name) {
  for (const Method method : {Method::get, Method::head, Method::post, Method::put, Method::delete_, Method::options}) {
    if (method_name(method) == name) return method;
  }
  return Method::other;
}

bool is_safe(Method method) { return method == Method::get || method == Method::head; }

std::optional<std::string_view> find_field(const std::vector<Field>& fields, std::string_view name) {
  for (const Field& field : fields) {
    if (field.name == name) return field.value;
  }
  return std::nullopt;
}

const std::string& Request::parameter(std::string_view name) const {
  for (const Field& parameter : path_parameters) {
    if (parameter.name == name) return parameter.value;
  }
  ENSURE(false, "a handler asks for a path parameter that its route does not have");
}

std::optional<std::string> Request::cookie(std::string_view name) const {
  std::string_view rest = field("cookie").value_or("");
  while (!rest.empty()) {
    const std::size_t end = rest.find(';');
    std::string_view pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) return std::string{pair.substr(equals + 1)};
  }
  return std::nullopt;
}

}  // namespace kiosk::http
