#include "http/text.hpp"

#include <algorithm>

namespace kiosk::http {

std::string lower_case(std::string_view text) {
  std::string lower{text};
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string_view> comma_list(std::string_view value) {
  std::vector<std::string_view> elements;
  while (!value.empty()) {
    const std::size_t end = std::min(value.find(','), value.size());
    const std::string_view element = trimmed(value.substr(0, end));
    if (!element.empty()) elements.push_back(element);
    value.remove_prefix(std::min(end + 1, value.size()));
  }
  return elements;
}

bool lists_token(std::string_view value, std::string_view token) {
  const std::vector<std::string_view> elements = comma_list(value);
  return std::any_of(elements.begin(), elements.end(),
                     [&](std::string_view element) { return lower_case(element) == token; });
}

}  // namespace kiosk::http
