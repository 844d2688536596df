#include "yaml/language_tag.hpp"

#include <algorithm>
#include <vector>

namespace kiosk::yaml {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool letters(std::string_view part, std::size_t least, std::size_t most) {
  return part.size() >= least && part.size() <= most && std::all_of(part.begin(), part.end(), is_letter);
}

bool is_script(std::string_view part) { return letters(part, 4, 4); }

bool is_region(std::string_view part) {
  return letters(part, 2, 2) || (part.size() == 3 && std::all_of(part.begin(), part.end(), is_digit));
}

bool is_variant(std::string_view part) {
  const bool right_size = (part.size() >= 5 && part.size() <= 8) || (part.size() == 4 && is_digit(part.front()));
  return right_size && std::all_of(part.begin(), part.end(), [](char c) { return is_letter(c) || is_digit(c); });
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0;;) {
    const std::size_t dash = text.find('-', from);
    parts.push_back(text.substr(from, dash == std::string_view::npos ? dash : dash - from));
    if (dash == std::string_view::npos) return parts;
    from = dash + 1;
  }
}

}  // namespace

bool is_language_tag(std::string_view text) {
  const std::vector<std::string_view> parts = split(text);
  if (!letters(parts.front(), 2, 3)) return false;
  std::size_t next = 1;
  if (next < parts.size() && is_script(parts[next])) ++next;
  if (next < parts.size() && is_region(parts[next])) ++next;
  return std::all_of(parts.begin() + static_cast<std::ptrdiff_t>(next), parts.end(), is_variant);
}

std::string conventional_case(std::string_view tag) {
  std::string out;
  for (const std::string_view part : split(tag)) {
    const bool first = out.empty();
    if (!first) out += '-';
    std::string text{part};
    std::transform(text.begin(), text.end(), text.begin(), lower);
    if (!first && text.size() == 2) std::transform(text.begin(), text.end(), text.begin(), upper);
    if (!first && text.size() == 4 && is_letter(text.front())) text.front() = upper(text.front());
    out += text;
  }
  return out;
}

}  // namespace kiosk::yaml
