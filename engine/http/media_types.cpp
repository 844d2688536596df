#include "http/media_types.hpp"

#include <algorithm>

#include "http/text.hpp"

namespace kiosk::http {

namespace {

struct Range {
  std::string name;   ///< in lower case: `text/html`, `text/*`, `*/*`; of languages `zh-cn`
  int weight = 1000;  ///< thousandths
};

/// `0.5` as 500; anything that is no weight counts as 0.
int parse_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
  int weight = (text[0] - '0') * 1000;
  int unit = 100;
  for (std::size_t i = 2; i < text.size(); ++i, unit /= 10) {
    if (text[i] < '0' || text[i] > '9') return 0;
    weight += (text[i] - '0') * unit;
  }
  return std::min(weight, 1000);
}

Range parse_range(std::string_view element) {
  Range range;
  std::size_t end = std::min(element.find(';'), element.size());
  range.name = lower_case(trimmed(element.substr(0, end)));
  while (end < element.size()) {
    element.remove_prefix(end + 1);
    end = std::min(element.find(';'), element.size());
    const std::string parameter = lower_case(trimmed(element.substr(0, end)));
    if (parameter.starts_with("q=")) range.weight = parse_weight(std::string_view{parameter}.substr(2));
  }
  return range;
}

/// How closely a range names the type: 0 not at all, 3 exactly.
int closeness(const std::string& range, const std::string& media_type) {
  if (range == media_type) return 3;
  if (range == media_type.substr(0, media_type.find('/')) + "/*") return 2;
  return range == "*/*" ? 1 : 0;
}

int weight_of(const std::string& media_type, const std::vector<Range>& ranges) {
  int closest = 0;
  int weight = 0;
  for (const Range& range : ranges) {
    const int close = closeness(range.name, media_type);
    if (close <= closest) continue;
    closest = close;
    weight = range.weight;
  }
  return weight;
}

std::string first_subtag(std::string_view language) { return lower_case(language.substr(0, language.find('-'))); }

}  // namespace

std::optional<std::string> negotiated(const Request& request, const std::vector<std::string>& offers) {
  const auto accept = request.field("accept");
  if (!accept || trimmed(*accept).empty()) return offers.front();
  std::vector<Range> ranges;
  for (const std::string_view element : comma_list(*accept)) ranges.push_back(parse_range(element));
  const std::string* best = nullptr;
  int best_weight = 0;
  for (const std::string& offer : offers) {
    const int weight = weight_of(offer, ranges);
    if (weight <= best_weight) continue;
    best = &offer;
    best_weight = weight;
  }
  if (best == nullptr) return std::nullopt;
  return *best;
}

std::optional<std::string> negotiated_language(const Request& request, const std::vector<std::string>& offers) {
  const std::string* best = nullptr;
  int best_weight = 0;
  for (const std::string_view element : comma_list(request.field("accept-language").value_or(""))) {
    const Range range = parse_range(element);
    for (const std::string& offer : offers) {
      if (range.weight <= best_weight || first_subtag(range.name) != first_subtag(offer)) continue;
      best = &offer;
      best_weight = range.weight;
    }
  }
  if (best == nullptr) return std::nullopt;
  return *best;
}

}  // namespace kiosk::http
