#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "output.hpp"

namespace kiosk::bank_tool {

namespace {

constexpr std::array<std::string_view, 4> kinds{"single", "multiple", "true_false", "numeric"};
constexpr std::size_t number_width = 12;

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string padded(std::string_view text, std::size_t width) {
  return std::string{text} + std::string(width - std::min(width, text.size()), ' ');
}

std::string right_aligned(const std::string& text) {
  return std::string(number_width - std::min(number_width, text.size()), ' ') + text;
}

std::string joined(const std::vector<Language>& languages) {
  std::string text;
  for (const Language& language : languages) text += (text.empty() ? "" : ", ") + language;
  return text;
}

/// Items of one topic by kind, in the order of `kinds`.
using Counts = std::array<int, kinds.size()>;

std::map<std::string, Counts> count_items(const Bank& bank) {
  std::map<std::string, Counts> topics;
  for (const Item& item : bank.items) ++topics[item.topic].at(item.kind.index());
  return topics;
}

std::string table_row(std::string_view name, const Counts& counts, std::size_t name_width) {
  std::string row = "  " + padded(name, name_width);
  int sum = 0;
  for (const int count : counts) {
    row += right_aligned(std::to_string(count));
    sum += count;
  }
  return row + right_aligned(std::to_string(sum)) + "\n";
}

std::string table(const Bank& bank) {
  const std::map<std::string, Counts> topics = count_items(bank);
  std::size_t width = std::string_view{"all topics"}.size();
  for (const auto& [topic, counts] : topics) width = std::max(width, topic.size());

  std::string text = "\n" + bank.id + " " + bank.version + ", " + counted(bank.items.size(), "item") + ", languages " +
                     joined(bank.languages) + "\n  " + padded("topic", width);
  for (const std::string_view kind : kinds) text += right_aligned(std::string{kind});
  text += right_aligned("items") + "\n";
  Counts sums{};
  for (const auto& [topic, counts] : topics) {
    text += table_row(topic, counts, width);
    for (std::size_t i = 0; i < counts.size(); ++i) sums.at(i) += counts.at(i);
  }
  return topics.size() > 1 ? text + table_row("all topics", sums, width) : text;
}

}  // namespace

std::string text_output(const yaml::LoadedContent& loaded) {
  std::string text;
  for (const yaml::Problem& problem : loaded.problems) text += to_text(problem);
  if (!loaded.problems.empty()) text += "\n";
  text += counted(loaded.bank_count, "bank") + ", " + counted(loaded.item_count, "item") + ", " +
          counted(loaded.languages.size(), "language") + ", " + counted(loaded.errors, "error") + ", " +
          counted(loaded.warnings, "warning") + "\n";
  if (loaded.content) {
    for (const Bank& bank : loaded.content->banks) text += table(bank);
  }
  return text;
}

}  // namespace kiosk::bank_tool
