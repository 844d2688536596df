// Goal: no item, place or option position is favoured. The seeds are fixed, so the figures never change.

#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "form/assemble.hpp"
#include "support/sample_exam.hpp"

namespace kiosk {
namespace {

constexpr int rounds = 6000;

using Counts = std::map<std::string, std::map<std::string, int>>;

/// Pearson's statistic of counts that should all be alike.
double chi_square(const std::map<std::string, int>& counts) {
  double total = 0;
  for (const auto& [what, count] : counts) total += count;
  const double expected = total / static_cast<double>(counts.size());
  double sum = 0;
  for (const auto& [what, count] : counts) sum += (count - expected) * (count - expected) / expected;
  return sum;
}

/// Each row: all values occur, and Pearson's statistic stays under its mean + 5 standard deviations.
void check_uniform(const Counts& rows, std::size_t values) {
  for (const auto& [row, counts] : rows) {
    CAPTURE(row);
    CHECK(counts.size() == values);
    const double freedom = static_cast<double>(values) - 1;
    CHECK(chi_square(counts) < freedom + 5 * std::sqrt(2 * freedom));
  }
}

const ExamEdition& edition() {
  static const ExamEditionPointer sample = test::sample_edition();
  return *sample;
}

const std::vector<Form>& forms() {
  static const std::vector<Form> drawn = [] {
    std::vector<Form> result;
    for (std::uint64_t number = 0; number < rounds; ++number) {
      result.push_back(assemble(edition(), test::sample_seed(number), "en", {}).value());
    }
    return result;
  }();
  return drawn;
}

TEST_CASE("each item of a topic is drawn about equally often") {
  Counts drawn;
  for (const Form& form : forms()) {
    for (const FormItem& form_item : form.items) ++drawn[form_item.topic][form_item.item];
  }
  REQUIRE(drawn.size() == 4);
  const std::map<std::string, std::size_t> pool{
      {"phones", 8}, {"accessories", 4}, {"price-alignment", 5}, {"no-cheating", 3}};
  for (const auto& [topic, items] : pool) check_uniform({{topic, drawn[topic]}}, items);
}

TEST_CASE("each item stands about equally often at each place of its section") {
  Counts products;
  Counts rules;
  for (const Form& form : forms()) {
    for (std::size_t place = 0; place < form.items.size(); ++place) {
      Counts& section = form.items[place].section == "rules" ? rules : products;
      ++section[form.items[place].item][std::to_string(place)];
    }
  }
  check_uniform(products, 6);
  check_uniform(rules, 4);
}

TEST_CASE("the right option of each shuffled item stands about equally often at each position") {
  Counts positions;
  for (const Form& form : forms()) {
    for (const FormItem& form_item : form.items) {
      const auto* single = std::get_if<SingleChoice>(&item_behind(form_item, edition()).kind);
      if (single == nullptr || single->fixed_order) continue;
      for (std::size_t position = 0; position < form_item.options.size(); ++position) {
        if (form_item.options[position].option == single->key) ++positions[form_item.item][std::to_string(position)];
      }
    }
  }
  CHECK(positions.size() == 7);
  check_uniform(positions, 4);
}

}  // namespace
}  // namespace kiosk
