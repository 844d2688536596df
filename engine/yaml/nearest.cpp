#include "yaml/nearest.hpp"

#include <algorithm>

namespace kiosk::yaml {

namespace {

constexpr std::size_t longest_word = 64;
constexpr std::size_t longest_shown = 60;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Optimal string alignment distance.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& names) {
  if (word.size() > longest_word) return std::nullopt;
  const std::string* best = nullptr;
  std::size_t best_distance = 0;
  for (const std::string& name : names) {
    if (name.size() > longest_word) continue;
    const std::size_t edits = distance(word, name);
    if (edits > (std::max(word.size(), name.size()) + 2) / 3) continue;
    if (best != nullptr && edits >= best_distance) continue;
    best = &name;
    best_distance = edits;
  }
  return best == nullptr ? std::nullopt : std::optional<std::string>{*best};
}

std::string name_list(const std::vector<std::string>& names, std::size_t most) {
  std::string list;
  const std::size_t count = std::min(most, names.size());
  for (std::size_t i = 0; i < count; ++i) list += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > count) list += " and " + std::to_string(names.size() - count) + " more";
  return list;
}

std::string shown(std::string_view text) {
  if (text.size() <= longest_shown) return "`" + std::string{text} + "`";
  std::size_t end = longest_shown;
  while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;  // not inside a character
  return "`" + std::string{text.substr(0, end)} + "…`";
}

}  // namespace kiosk::yaml
