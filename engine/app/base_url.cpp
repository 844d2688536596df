#include "app/base_url.hpp"

#include <regex>

namespace kiosk::app {

Status check_base_url(const std::string& url, bool allow_plain_http) {
  static const std::regex shape(R"((https?)://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?)");
  std::smatch parts;
  if (!std::regex_match(url, parts, shape)) {
    return failure(ErrorCode::parameter_invalid,
                   "'" + url + "' is not a base URL; write https://host or https://host:port, without a path");
  }
  const std::string host = parts[2];
  const bool loopback = host == "127.0.0.1" || host == "localhost" || host == "[::1]";
  if (parts[1] == "http" && !loopback && !allow_plain_http) {
    return failure(ErrorCode::parameter_invalid,
                   "'" + url +
                       "' is plain http on a host name: answers and sign-ins would travel "
                       "in the open; use https, or --allow-plain-http for trials");
  }
  return {};
}

}  // namespace kiosk::app
