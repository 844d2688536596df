#include "form/assemble.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "form_promises.hpp"
#include "support/sample_exam.hpp"

namespace kiosk {
namespace {

using test::sample_seed;

std::vector<ItemReference> items_of(const Form& form, const std::string& topic) {
  std::vector<ItemReference> items;
  for (const FormItem& form_item : form.items) {
    if (form_item.topic == topic) items.push_back({form_item.bank, form_item.item});
  }
  std::sort(items.begin(), items.end());
  return items;
}

TEST_CASE("a form carries everything that is needed to draw it again") {
  const ExamEditionPointer edition = test::sample_edition();
  const std::vector<ItemReference> history{{"bank-of-rules", "own-exam"}, {"bank-of-products", "phone-ports"}};
  const Form form = assemble(*edition, sample_seed(5), "zh-CN", history).value();
  test::require_form_promises(form, *edition);
  CHECK(form.seed == sample_seed(5));
  CHECK(form.language == "zh-CN");
  CHECK(form.exam_fingerprint == edition->fingerprint);
  CHECK(form.banks == std::vector<BankFingerprint>{{"bank-of-products", edition->banks[0].fingerprint},
                                                   {"bank-of-rules", edition->banks[1].fingerprint}});
  CHECK(form.history == std::vector<ItemReference>{{"bank-of-products", "phone-ports"}, {"bank-of-rules", "own-exam"}});
  CHECK(assemble(*edition, form.seed, form.language, form.history).value() == form);
}

TEST_CASE("the order and repeats of the history do not matter") {
  const ExamEditionPointer edition = test::sample_edition();
  const ItemReference ports{"bank-of-products", "phone-ports"};
  const ItemReference own{"bank-of-rules", "own-exam"};
  CHECK(assemble(*edition, sample_seed(5), "en", {own, ports, own}).value() ==
        assemble(*edition, sample_seed(5), "en", {ports, own}).value());
}

TEST_CASE("the language changes nothing but the language") {
  const ExamEditionPointer edition = test::sample_edition();
  Form chinese = assemble(*edition, sample_seed(5), "zh-CN", {}).value();
  chinese.language = "en";
  CHECK(chinese == assemble(*edition, sample_seed(5), "en", {}).value());
}

TEST_CASE("another seed gives another form with other ids") {
  const ExamEditionPointer edition = test::sample_edition();
  const Form first = assemble(*edition, sample_seed(1), "en", {}).value();
  const Form second = assemble(*edition, sample_seed(2), "en", {}).value();
  for (const FormItem& form_item : first.items) CHECK(second.find(form_item.public_id) == nullptr);
}

TEST_CASE("items that the applicant has not met come first, the others fill up") {
  const ExamEditionPointer edition = test::sample_edition();
  for (std::uint64_t number = 0; number < 50; ++number) {
    CAPTURE(number);
    const Form first = assemble(*edition, sample_seed(number), "en", {}).value();
    std::vector<ItemReference> met;
    for (const FormItem& form_item : first.items) met.push_back({form_item.bank, form_item.item});
    const Form second = assemble(*edition, sample_seed(number + 1000), "en", met).value();
    test::require_form_promises(second, *edition);

    const auto repeated = [&](const std::string& topic) {
      const auto before = items_of(first, topic);
      const auto now = items_of(second, topic);
      std::vector<ItemReference> both;
      std::set_intersection(before.begin(), before.end(), now.begin(), now.end(), std::back_inserter(both));
      return both.size();
    };
    CHECK(repeated("phones") == 0);           // 4 of 8, twice
    CHECK(repeated("accessories") == 0);      // 2 of 4, twice
    CHECK(repeated("price-alignment") == 1);  // 3 of 5, twice: one must return
    CHECK(repeated("no-cheating") == 0);      // 1 of 3, twice
  }
}

TEST_CASE("a history of everything, or of items that are gone, is no hindrance") {
  const ExamEditionPointer edition = test::sample_edition();
  std::vector<ItemReference> everything{{"bank-of-products", "gone"}, {"old-bank", "own-exam"}};
  for (const PublishedBank& published : edition->banks) {
    for (const Item& item : published.bank->items) everything.push_back({published.bank->id, item.id});
  }
  test::require_form_promises(assemble(*edition, sample_seed(1), "en", everything).value(), *edition);
}

TEST_CASE("pinned options keep the bank's order on every form, others do not") {
  const ExamEditionPointer edition = test::sample_edition();
  std::set<std::string> orders_of_others;
  int pinned_seen = 0;
  for (std::uint64_t number = 0; number < 100; ++number) {
    for (const FormItem& form_item : assemble(*edition, sample_seed(number), "en", {}).value().items) {
      std::string order;
      for (const FormOption& option : form_item.options) order += option.option;
      if (form_item.item == "phone-colour" || form_item.item == "fixed-steps") {
        CHECK(order == "abcd");
        ++pinned_seen;
      } else if (!order.empty()) {
        orders_of_others.insert(order);
      }
    }
  }
  CHECK(pinned_seen > 50);
  CHECK(orders_of_others.size() == 24);
}

TEST_CASE("sections that draw from one topic share no item") {
  ExamEdition edition = *test::sample_edition();
  edition.exam.sections = {{"first", {}, {{"phones", 3}, {"phones", 1}}, std::nullopt},
                           {"second", {}, {{"phones", 4}}, std::nullopt}};
  for (std::uint64_t number = 0; number < 20; ++number) {
    test::require_form_promises(assemble(edition, sample_seed(number), "en", {}).value(), edition);
  }
}

TEST_CASE("two banks may use one item id and one topic") {
  ExamEdition edition = *test::sample_edition();
  Bank twin = test::sample_products_bank();
  twin.id = "twin-bank";
  edition.banks.push_back({std::make_shared<const Bank>(twin), {}});
  edition.exam.sections = {{"all", {}, {{"phones", 16}}, std::nullopt}};
  test::require_form_promises(assemble(edition, sample_seed(1), "en", {}).value(), edition);
}

TEST_CASE("a language that the exam does not offer is refused") {
  for (const char* language : {"", "hi", "EN", "zh"}) {
    CHECK(assemble(*test::sample_edition(), sample_seed(1), language, {}).error().code == ErrorCode::language_unknown);
  }
}

TEST_CASE("a blueprint that asks for more than the banks hold is refused") {
  ExamEdition edition = *test::sample_edition();
  edition.exam.sections[0].draws[0].count = 8;
  CHECK(assemble(edition, sample_seed(1), "en", {}));
  edition.exam.sections[0].draws[0].count = 9;
  CHECK(assemble(edition, sample_seed(1), "en", {}).error().code == ErrorCode::bank_too_small);
  edition.exam.sections[0].draws[0] = {"unknown-topic", 1};
  CHECK(assemble(edition, sample_seed(1), "en", {}).error().code == ErrorCode::bank_too_small);
}

TEST_CASE("form items are found by their public id alone") {
  const Form form = assemble(*test::sample_edition(), sample_seed(1), "en", {}).value();
  CHECK(form.find(form.items[3].public_id) == &form.items[3]);
  CHECK(form.find(form.items[3].item) == nullptr);
  CHECK(form.find("") == nullptr);
}

}  // namespace
}  // namespace kiosk
