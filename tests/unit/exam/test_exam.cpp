#include "exam/exam.hpp"

#include <catch2/catch.hpp>

#include "support/sample_exam.hpp"

namespace kiosk {
namespace {

TEST_CASE("items are counted over draws and sections") {
  const Exam exam = test::sample_exam();
  CHECK(exam.sections[0].item_count() == 6);
  CHECK(exam.sections[1].item_count() == 4);
  CHECK(exam.item_count() == 10);
  CHECK(Exam{}.item_count() == 0);
}

TEST_CASE("an exam offers its languages as they are written") {
  const Exam exam = test::sample_exam();
  CHECK(exam.offers("zh-CN"));
  CHECK(exam.offers("en"));
  CHECK_FALSE(exam.offers("zh-cn"));
  CHECK_FALSE(exam.offers("hi"));
  CHECK_FALSE(exam.offers(""));
}

TEST_CASE("an edition finds its banks by id") {
  const ExamEditionPointer edition = test::sample_edition();
  REQUIRE(edition->find_bank("bank-of-rules") != nullptr);
  CHECK(edition->find_bank("bank-of-rules")->bank->items.size() == 8);
  CHECK(edition->find_bank("rules") == nullptr);
}

TEST_CASE("a published bank finds its items by id, also as a copy of itself") {
  const ExamEdition edition = *test::sample_edition();
  const PublishedBank bank = *edition.find_bank("bank-of-rules");
  for (const Item& item : bank.bank->items) CHECK(bank.find(item.id) == &item);
  CHECK(bank.find("no-such-item") == nullptr);
  CHECK(bank.find("") == nullptr);
}

TEST_CASE("an exam is open from its opening to just before its closing") {
  const Instant opening = from_unix_ms(1000000);
  const Instant closing = from_unix_ms(2000000);
  const milliseconds tick{1};
  Policy policy;
  CHECK(policy.is_open(Instant{}));
  policy.opens_at = opening;
  CHECK_FALSE(policy.is_open(opening - tick));
  CHECK(policy.is_open(opening));
  policy.closes_at = closing;
  CHECK(policy.is_open(closing - tick));
  CHECK_FALSE(policy.is_open(closing));
  policy.opens_at.reset();
  CHECK(policy.is_open(opening - tick));
}

}  // namespace
}  // namespace kiosk
