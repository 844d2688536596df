#include <catch2/catch.hpp>

#include "attempt/response.hpp"
#include "support/sample_answers.hpp"
#include "support/sample_exam.hpp"

namespace kiosk {
namespace {

const Item& item(const char* bank, const char* id) {
  static const ExamEditionPointer edition = test::sample_edition();
  return *edition->find_bank(bank)->find(id);
}

const Item& single() { return item("bank-of-products", "phone-cameras"); }
const Item& multiple() { return item("bank-of-rules", "counter-price"); }
const Item& true_false() { return item("bank-of-rules", "own-exam"); }
const Item& numeric() { return item("bank-of-products", "charge-time"); }

/// A form item whose options are shown as d, b, a, c under the public ids p-d, p-b, p-a, p-c.
FormItem shown(const Item& item) {
  FormItem form_item{"item0001", "section", item.topic, "bank", item.id, {}};
  if (!options_of(item.kind).empty()) form_item.options = {{"p-d", "d"}, {"p-b", "b"}, {"p-a", "a"}, {"p-c", "c"}};
  return form_item;
}

std::optional<Answer> in_bank_terms(const Answer& answer, const Item& item) {
  return answer_in_bank_terms(answer, shown(item), item);
}

TEST_CASE("a choice is translated to the bank's id") {
  CHECK(in_bank_terms(ChoiceAnswer{"p-b"}, single()) == Answer{ChoiceAnswer{"b"}});
}

TEST_CASE("a choice that is not on the form is refused, the bank's own id too") {
  for (const char* option : {"", "b", "p-e", "p-", "true", "P-B"}) {
    CAPTURE(option);
    CHECK_FALSE(in_bank_terms(ChoiceAnswer{option}, single()));
  }
}

TEST_CASE("choices are translated and put into the bank's order") {
  CHECK(in_bank_terms(ChoicesAnswer{{"p-d", "p-a", "p-b"}}, multiple()) == Answer{ChoicesAnswer{{"a", "b", "d"}}});
  CHECK(in_bank_terms(ChoicesAnswer{{"p-c"}}, multiple()) == Answer{ChoicesAnswer{{"c"}}});
}

TEST_CASE("no choices, choices named twice and choices that are not on the form are refused") {
  for (const ChoicesAnswer& answer :
       {ChoicesAnswer{}, ChoicesAnswer{{"p-a", "p-a"}}, ChoicesAnswer{{"p-a", "x"}}, ChoicesAnswer{{"a"}},
        ChoicesAnswer{{"p-a", "p-b", "p-c", "p-d", "p-d"}}, ChoicesAnswer{{""}}}) {
    CHECK_FALSE(in_bank_terms(answer, multiple()));
  }
}

TEST_CASE("true and false are the choices of true_false items") {
  CHECK(in_bank_terms(ChoiceAnswer{"true"}, true_false()) == Answer{ChoiceAnswer{"true"}});
  CHECK(in_bank_terms(ChoiceAnswer{"false"}, true_false()) == Answer{ChoiceAnswer{"false"}});
  for (const char* option : {"", "True", "yes", "1", "a"})
    CHECK_FALSE(in_bank_terms(ChoiceAnswer{option}, true_false()));
}

TEST_CASE("numbers are kept as typed when they are decimals") {
  CHECK(in_bank_terms(NumberAnswer{"1.50"}, numeric()) == Answer{NumberAnswer{"1.50"}});
  for (const char* text : {"", "1,5", "1.5 h", "1e3", "NaN", "one"})
    CHECK_FALSE(in_bank_terms(NumberAnswer{text}, numeric()));
}

TEST_CASE("every item can be cleared, and no item takes an answer of another kind") {
  const Answer answers[] = {ChoiceAnswer{"p-a"}, ChoicesAnswer{{"p-a"}}, ChoiceAnswer{"true"}, NumberAnswer{"1"}};
  const Item* items[] = {&single(), &multiple(), &true_false(), &numeric()};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(in_bank_terms(ClearedAnswer{}, *items[i]) == Answer{ClearedAnswer{}});
    for (std::size_t a = 0; a < 4; ++a) {
      CAPTURE(i, a);
      CHECK(in_bank_terms(answers[a], *items[i]).has_value() == (i == a));
    }
  }
}

TEST_CASE("stored answers are shown in public terms and read back the same") {
  for (const Item* item : {&single(), &multiple(), &true_false(), &numeric()}) {
    for (const Answer& stored : {test::right_answer(*item), test::wrong_answer(*item), Answer{ClearedAnswer{}}}) {
      const Answer shown_answer = answer_in_public_terms(stored, shown(*item));
      CHECK(in_bank_terms(shown_answer, *item) == stored);
    }
  }
}

TEST_CASE("choices are shown in the order of the form, which says nothing about the bank's") {
  const Answer answer = answer_in_public_terms(ChoicesAnswer{{"a", "b", "d"}}, shown(multiple()));
  CHECK(answer == Answer{ChoicesAnswer{{"p-d", "p-b", "p-a"}}});
}

}  // namespace
}  // namespace kiosk
