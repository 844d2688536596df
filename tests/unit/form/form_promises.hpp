#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "form/form.hpp"

namespace kiosk::test {

/// What every form keeps, whatever its seed: the blueprint's counts in the exam's order of sections, no item twice,
/// each item's own options, and ids that are unique and tell nothing.
inline void require_form_promises(const Form& form, const ExamEdition& edition) {
  std::set<std::string> public_ids;
  std::set<ItemReference> items;
  std::vector<std::string> section_order;
  std::map<std::pair<std::string, std::string>, int> drawn;
  std::size_t id_count = 0;
  const auto add_id = [&](const std::string& id) {
    ++id_count;
    public_ids.insert(id);
    REQUIRE(id.size() == 8);
    REQUIRE(id.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz") == std::string::npos);
  };

  for (const FormItem& form_item : form.items) {
    add_id(form_item.public_id);
    items.insert({form_item.bank, form_item.item});
    if (section_order.empty() || section_order.back() != form_item.section) section_order.push_back(form_item.section);
    ++drawn[{form_item.section, form_item.topic}];

    const Item& item = item_behind(form_item, edition);
    REQUIRE(item.topic == form_item.topic);
    std::multiset<std::string> shown;
    for (const FormOption& option : form_item.options) {
      add_id(option.public_id);
      shown.insert(option.option);
    }
    std::multiset<std::string> expected;
    for (const Option& option : options_of(item.kind)) expected.insert(option.id);
    REQUIRE(shown == expected);
  }
  REQUIRE(public_ids.size() == id_count);
  REQUIRE(items.size() == form.items.size());

  std::vector<std::string> expected_order;
  std::map<std::pair<std::string, std::string>, int> expected_draws;
  for (const Section& section : edition.exam.sections) {
    expected_order.push_back(section.id);
    for (const Draw& draw : section.draws) expected_draws[{section.id, draw.topic}] += draw.count;
  }
  REQUIRE(section_order == expected_order);
  REQUIRE(drawn == expected_draws);
}

}  // namespace kiosk::test
