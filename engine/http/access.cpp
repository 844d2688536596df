#include "http/access.hpp"

#include "http/head_check.hpp"
#include "http/text.hpp"

namespace kiosk::http {

namespace {

constexpr std::string_view applicant_name = "kiosk-applicant";
constexpr std::string_view staff_name = "kiosk-staff";

std::string host_of(std::string_view origin) {
  const std::string_view authority = origin.substr(origin.find("://") + 3);
  const std::size_t name_end = authority.starts_with('[') ? authority.find(']') + 1 : authority.find(':');
  return lower_case(authority.substr(0, name_end));
}

}  // namespace

PublicOrigin::PublicOrigin(std::string base_url)
    : origin_(std::move(base_url)), host_(host_of(origin_)), https_(origin_.starts_with("https://")) {}

bool PublicOrigin::is_same_origin(const Request& request) const {
  const auto site = request.field("sec-fetch-site");
  if (site && *site != "same-origin") return false;
  const auto origin = request.field("origin");
  if (!origin) return false;
  if (*origin == origin_) return true;
  const std::string_view host = request.field("host").value_or("");
  return request.from_loopback && is_loopback_host(host) && *origin == "http://" + std::string{host};
}

std::string PublicOrigin::cookie_name(std::string_view name) const {
  return (https_ ? "__Host-" : "") + std::string{name};
}

std::string PublicOrigin::applicant_token(const Request& request) const {
  return request.cookie(cookie_name(applicant_name)).value_or("");
}

std::string PublicOrigin::staff_token(const Request& request) const {
  return request.cookie(cookie_name(staff_name)).value_or("");
}

std::string PublicOrigin::cookie(std::string_view name, const std::string& token, seconds lifetime) const {
  return cookie_name(name) + "=" + token + "; Path=/; Max-Age=" + std::to_string(lifetime.count()) +
         "; HttpOnly; SameSite=Lax" + (https_ ? "; Secure" : "");
}

std::string PublicOrigin::applicant_cookie(const std::string& token, seconds lifetime) const {
  return cookie(applicant_name, token, lifetime);
}

std::string PublicOrigin::staff_cookie(const std::string& token, seconds lifetime) const {
  return cookie(staff_name, token, lifetime);
}

std::string bearer_token(const Request& request) {
  const std::string_view value = request.field("authorization").value_or("");
  if (value.size() < 7 || lower_case(value.substr(0, 7)) != "bearer ") return {};
  return std::string{trimmed(value.substr(7))};
}

}  // namespace kiosk::http
