#include <algorithm>

#include "scoring/score.hpp"

namespace kiosk {

namespace {

/// One rule per kind. An answer of another kind than the item's is not right.
struct IsRight {
  const Answer& answer;

  bool operator()(const SingleChoice& kind) const {
    const auto* choice = std::get_if<ChoiceAnswer>(&answer);
    return choice != nullptr && choice->option == kind.key;
  }

  bool operator()(const MultipleChoice& kind) const {
    const auto* choices = std::get_if<ChoicesAnswer>(&answer);
    return choices != nullptr &&
           std::is_permutation(choices->options.begin(), choices->options.end(), kind.key.begin(), kind.key.end());
  }

  bool operator()(const TrueFalse& kind) const {
    const auto* choice = std::get_if<ChoiceAnswer>(&answer);
    return choice != nullptr && choice->option == (kind.key ? "true" : "false");
  }

  bool operator()(const Numeric& kind) const {
    const auto* number = std::get_if<NumberAnswer>(&answer);
    if (number == nullptr) return false;
    const auto value = Rational::from_decimal(number->decimal);
    return value && (*value - kind.key).absolute() <= kind.tolerance;
  }
};

}  // namespace

Rational score_item(const ItemKind& kind, const Answer& answer) {
  return std::visit(IsRight{answer}, kind) ? Rational{1} : Rational{0};
}

}  // namespace kiosk
