#include "http/query_reader.hpp"

#include <charconv>

#include "http/text.hpp"

namespace kiosk::http {

std::string QueryReader::text(const std::string& name) {
  known_.insert(name);
  return std::string{find_field(request_.query, name).value_or("")};
}

std::int64_t QueryReader::integer(const std::string& name, std::int64_t least, std::int64_t most,
                                  std::int64_t fallback) {
  known_.insert(name);
  const auto value = find_field(request_.query, name);
  if (!value) return fallback;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), number);
  if (error == std::errc{} && end == value->data() + value->size() && number >= least && number <= most) return number;
  refuse(name, "an integer from " + std::to_string(least) + " to " + std::to_string(most));
  return fallback;
}

std::optional<Instant> QueryReader::instant(const std::string& name) {
  const std::string value = text(name);
  if (value.empty()) return std::nullopt;
  std::optional<Instant> instant = parse_rfc3339(value);
  if (!instant) instant = parse_rfc3339(value + "T00:00:00Z");
  if (!instant) refuse(name, "an instant such as 2026-11-22T03:00:00Z, or a day");
  return instant;
}

std::vector<std::string> QueryReader::list(const std::string& name) {
  known_.insert(name);
  repeatable_.insert(name);
  std::vector<std::string> values;
  for (const Field& parameter : request_.query) {
    if (parameter.name != name) continue;
    for (const std::string_view value : comma_list(parameter.value)) values.emplace_back(value);
  }
  return values;
}

void QueryReader::refuse(const std::string& name, const std::string& reason) {
  if (!problem_) problem_ = failure(ErrorCode::parameter_invalid, name + ": " + reason, {{"parameter", name}});
}

Status QueryReader::finish() {
  std::set<std::string> seen;
  for (const Field& parameter : request_.query) {
    if (!known_.contains(parameter.name)) {
      return failure(ErrorCode::parameter_invalid, "there is a parameter that is not known here");
    }
    const bool again = !seen.insert(parameter.name).second;
    if (again && !repeatable_.contains(parameter.name)) refuse(parameter.name, "may stand once");
  }
  if (problem_) return *problem_;
  return {};
}

}  // namespace kiosk::http
