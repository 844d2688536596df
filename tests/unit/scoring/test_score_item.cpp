#include <catch2/catch.hpp>

#include "scoring/score.hpp"

namespace kiosk {
namespace {

std::vector<Option> options(std::initializer_list<const char*> ids) {
  std::vector<Option> result;
  for (const char* id : ids) result.push_back({id, {{"en", std::string("text ") + id}}});
  return result;
}

bool right(const ItemKind& kind, const Answer& answer) {
  const Rational points = score_item(kind, answer);
  REQUIRE((points == Rational{0} || points == Rational{1}));
  return points == Rational{1};
}

TEST_CASE("a single choice is right when it is the key") {
  const SingleChoice kind{options({"a", "b", "c"}), "b"};
  CHECK(right(kind, ChoiceAnswer{"b"}));
  CHECK_FALSE(right(kind, ChoiceAnswer{"a"}));
  CHECK_FALSE(right(kind, ChoiceAnswer{""}));
}

TEST_CASE("multiple choices are right when they are exactly the key, for every subset") {
  const std::vector<std::string> ids{"a", "b", "c", "d"};
  const auto subset = [&](unsigned bits) {
    std::vector<std::string> chosen;
    for (unsigned i = 0; i < 4; ++i) {
      if ((bits >> i & 1U) != 0) chosen.push_back(ids[i]);
    }
    return chosen;
  };
  for (unsigned key = 1; key < 15; ++key) {
    const MultipleChoice kind{options({"a", "b", "c", "d"}), subset(key)};
    for (unsigned answer = 1; answer < 16; ++answer) {
      CAPTURE(key, answer);
      CHECK(right(kind, ChoicesAnswer{subset(answer)}) == (answer == key));
    }
  }
}

TEST_CASE("the order of choices does not matter") {
  const MultipleChoice kind{options({"a", "b", "c"}), {"a", "c"}};
  CHECK(right(kind, ChoicesAnswer{{"c", "a"}}));
}

TEST_CASE("true_false is right when it is the key") {
  CHECK(right(TrueFalse{true}, ChoiceAnswer{"true"}));
  CHECK_FALSE(right(TrueFalse{true}, ChoiceAnswer{"false"}));
  CHECK(right(TrueFalse{false}, ChoiceAnswer{"false"}));
  CHECK_FALSE(right(TrueFalse{false}, ChoiceAnswer{"true"}));
  CHECK_FALSE(right(TrueFalse{false}, ChoiceAnswer{""}));
}

TEST_CASE("a number is right up to and with the tolerance, exactly") {
  const Numeric kind{{37, 5}, {1, 10}, {}};  // 7.4 ± 0.1
  for (const char* decimal : {"7.4", "7.40", "7.3", "7.5", "7.300000", "7.499999"}) {
    CAPTURE(decimal);
    CHECK(right(kind, NumberAnswer{decimal}));
  }
  for (const char* decimal : {"7.299999", "7.500001", "-7.4", "74", "0"}) {
    CAPTURE(decimal);
    CHECK_FALSE(right(kind, NumberAnswer{decimal}));
  }
}

TEST_CASE("without tolerance only the number itself is right, in any spelling") {
  const Numeric kind{{-5, 2}, 0, {}};
  CHECK(right(kind, NumberAnswer{"-2.5"}));
  CHECK(right(kind, NumberAnswer{"-2.500"}));
  CHECK_FALSE(right(kind, NumberAnswer{"2.5"}));
  CHECK_FALSE(right(kind, NumberAnswer{"-2.500001"}));
}

TEST_CASE("a cleared answer and answers of another kind are not right") {
  const ItemKind kinds[] = {SingleChoice{options({"a", "b"}), "a"}, MultipleChoice{options({"a", "b"}), {"a"}},
                            TrueFalse{true}, Numeric{1, 0, {}}};
  const Answer answers[] = {ChoiceAnswer{"a"}, ChoicesAnswer{{"a"}}, ChoiceAnswer{"true"}, NumberAnswer{"1"}};
  for (std::size_t k = 0; k < 4; ++k) {
    CHECK_FALSE(right(kinds[k], ClearedAnswer{}));
    for (std::size_t a = 0; a < 4; ++a) {
      CAPTURE(k, a);
      CHECK(right(kinds[k], answers[a]) == (k == a));
    }
  }
}

}  // namespace
}  // namespace kiosk
