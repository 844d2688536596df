#include "loading.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

namespace kiosk::yaml::test {

namespace {

std::string describe(const LocalizedText& text) {
  std::string out = "{";
  for (const auto& [language, words] : text) out += language + "=" + words + ";";
  return out + "}";
}

std::string describe(const Rational& value) {
  return std::to_string(value.numerator()) + "/" + std::to_string(value.denominator());
}

std::string describe_key(const ItemKind& kind) {
  if (const auto* single = std::get_if<SingleChoice>(&kind)) {
    return single->key + (single->fixed_order ? " fixed" : "");
  }
  if (const auto* multiple = std::get_if<MultipleChoice>(&kind)) {
    std::string out;
    for (const std::string& id : multiple->key) out += id + ",";
    return out + (multiple->fixed_order ? " fixed" : "");
  }
  if (const auto* numeric = std::get_if<Numeric>(&kind)) {
    return describe(numeric->key) + "+-" + describe(numeric->tolerance) + describe(numeric->unit);
  }
  return std::get<TrueFalse>(kind).key ? "true" : "false";
}

}  // namespace

std::vector<std::string> short_problems(const LoadedContent& loaded) {
  std::vector<std::string> list;
  for (const Problem& problem : loaded.problems) {
    list.push_back(problem.file + ":" + std::to_string(problem.line) + " " +
                   std::string{severity_name(problem.severity)} + " " + problem.rule);
  }
  std::sort(list.begin(), list.end());
  return list;
}

std::string replaced(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  INFO(from);
  REQUIRE(at != std::string::npos);
  REQUIRE(text.find(from, at + 1) == std::string::npos);
  std::string out = text;
  return out.replace(at, from.size(), to);
}

std::string describe(const Item& item) {
  std::string out = item.id + " " + item.topic + " " + std::string{kind_name(item.kind)} + " " + describe(item.stem);
  for (const Option& option : options_of(item.kind)) out += " " + option.id + describe(option.text);
  return out + " key " + describe_key(item.kind) + " " + describe(item.explanation) + " " + item.source;
}

}  // namespace kiosk::yaml::test
