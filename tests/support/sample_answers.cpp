#include "support/sample_answers.hpp"

#include "base/ensure.hpp"

namespace kiosk::test {

namespace {

struct Right {
  Answer operator()(const SingleChoice& kind) const { return ChoiceAnswer{kind.key}; }
  Answer operator()(const MultipleChoice& kind) const { return ChoicesAnswer{kind.key}; }
  Answer operator()(const TrueFalse& kind) const { return ChoiceAnswer{kind.key ? "true" : "false"}; }
  Answer operator()(const Numeric& kind) const {
    // Keys are decimals with at most six places.
    const Rational millionths = kind.key.absolute() * Rational{1000000};
    ENSURE(millionths.denominator() == 1, "numeric key that is no decimal");
    const std::string fraction = std::to_string(millionths.numerator() % 1000000);
    return NumberAnswer{(kind.key < Rational{0} ? "-" : "") + std::to_string(millionths.numerator() / 1000000) + "." +
                        std::string(6 - fraction.size(), '0') + fraction};
  }
};

struct Wrong {
  Answer operator()(const SingleChoice& kind) const {
    const bool first_is_right = kind.options.front().id == kind.key;
    return ChoiceAnswer{kind.options[first_is_right ? 1 : 0].id};
  }
  /// All options: never right, since a key never holds all.
  Answer operator()(const MultipleChoice& kind) const {
    ChoicesAnswer all;
    for (const Option& option : kind.options) all.options.push_back(option.id);
    return all;
  }
  Answer operator()(const TrueFalse& kind) const { return ChoiceAnswer{kind.key ? "false" : "true"}; }
  Answer operator()(const Numeric& /*kind*/) const { return NumberAnswer{"999999999"}; }
};

}  // namespace

Answer right_answer(const Item& item) { return std::visit(Right{}, item.kind); }

Answer wrong_answer(const Item& item) { return std::visit(Wrong{}, item.kind); }

Answers answers_with_right(const Form& form, const ExamEdition& edition, std::size_t right) {
  Answers answers;
  for (std::size_t i = 0; i < form.items.size(); ++i) {
    const Item& item = item_behind(form.items[i], edition);
    answers[form.items[i].public_id] = i < right ? right_answer(item) : wrong_answer(item);
  }
  return answers;
}

Answer public_answer(const FormItem& form_item, const ExamEdition& edition, bool right) {
  const Item& item = item_behind(form_item, edition);
  return answer_in_public_terms(right ? right_answer(item) : wrong_answer(item), form_item);
}

}  // namespace kiosk::test
