#include "http/router.hpp"

#include <algorithm>

#include "base/ensure.hpp"

namespace kiosk::http {

namespace {

bool is_placeholder(const std::string& word) { return word.starts_with('{'); }

std::vector<std::string> template_segments(const std::string& path) {
  std::vector<std::string> words;
  std::size_t start = 1;
  while (start <= path.size()) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    words.push_back(path.substr(start, end - start));
    start = end + 1;
  }
  return words;
}

std::optional<std::vector<Field>> parameters_of(const std::vector<std::string>& words,
                                                const std::vector<std::string>& segments) {
  if (words.size() != segments.size()) return std::nullopt;
  std::vector<Field> parameters;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_placeholder(words[i])) {
      const std::size_t name_end = words[i].find('}');
      const std::string_view ending = std::string_view{words[i]}.substr(name_end + 1);
      if (segments[i].size() <= ending.size() || !segments[i].ends_with(ending)) return std::nullopt;
      parameters.push_back(
          {words[i].substr(1, name_end - 1), segments[i].substr(0, segments[i].size() - ending.size())});
    } else if (words[i] != segments[i]) {
      return std::nullopt;
    }
  }
  return parameters;
}

bool answers(const Route& route, Method method) {
  return route.method == method || (route.method == Method::get && method == Method::head);
}

void add_allowed(std::string& allow, Method method) {
  if (allow.find(method_name(method)) != std::string::npos) return;
  allow += (allow.empty() ? "" : ", ") + std::string{method_name(method)};
  if (method == Method::get) allow += ", HEAD";
}

}  // namespace

bool takes_token(Audience audience) {
  switch (audience) {
    case Audience::anyone:
    case Audience::applicant:
    case Audience::staff: return false;
    case Audience::events_token:
    case Audience::approval_readers:
    case Audience::webhook_managers:
    case Audience::onboarding_token: return true;
  }
  return false;
}

std::string_view audience_name(Audience audience) {
  switch (audience) {
    case Audience::anyone: return "anyone";
    case Audience::applicant: return "applicant";
    case Audience::staff: return "staff";
    case Audience::events_token: return "events:read";
    case Audience::approval_readers: return "staff or approvals:read";
    case Audience::webhook_managers: return "staff or webhooks:write";
    case Audience::onboarding_token: return "approvals:onboard";
  }
  return {};
}

std::string_view urgency_name(Urgency urgency) {
  switch (urgency) {
    case Urgency::running_exam: return "running-exam";
    case Urgency::new_start: return "new-start";
    case Urgency::sign_in: return "sign-in";
    case Urgency::reading: return "reading";
    case Urgency::report: return "report";
  }
  return {};
}

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {
  for (const Route& route : routes_) {
    ENSURE(route.path.size() > 1 && route.path.front() == '/', "a route's path starts with a slash");
    ENSURE(route.handle != nullptr, "a route has a handler");
    ENSURE(route.body_limit == 0 || !is_safe(route.method), "only changing requests have a body");
    templates_.push_back(template_segments(route.path));
  }
}

Router::Match Router::match(Method method, const std::vector<std::string>& segments) const {
  Match result;
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    std::optional<std::vector<Field>> parameters = parameters_of(templates_[i], segments);
    if (!parameters) continue;
    if (answers(routes_[i], method)) return {&routes_[i], std::move(*parameters), {}};
    add_allowed(result.allow, routes_[i].method);
  }
  return result;
}

}  // namespace kiosk::http
