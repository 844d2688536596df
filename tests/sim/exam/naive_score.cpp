#include "sim/exam/naive_score.hpp"

#include <set>

namespace kiosk::sim {

namespace {

long long millionths(const std::string& decimal) {
  const bool negative = decimal[0] == '-';
  std::string whole;
  std::string fraction;
  bool after_point = false;
  for (const char c : decimal) {
    if (c == '-') continue;
    if (c == '.') {
      after_point = true;
    } else {
      (after_point ? fraction : whole) += c;
    }
  }
  fraction.resize(6, '0');
  const long long value = std::stoll(whole + fraction);
  return negative ? -value : value;
}

long long millionths(const Rational& number) { return number.numerator() * (1'000'000 / number.denominator()); }

bool right(const Item& item, const Answer& answer) {
  if (const auto* single = std::get_if<SingleChoice>(&item.kind)) {
    const auto* choice = std::get_if<ChoiceAnswer>(&answer);
    return choice != nullptr && choice->option == single->key;
  }
  if (const auto* multiple = std::get_if<MultipleChoice>(&item.kind)) {
    const auto* choices = std::get_if<ChoicesAnswer>(&answer);
    return choices != nullptr && std::set<std::string>(choices->options.begin(), choices->options.end()) ==
                                     std::set<std::string>(multiple->key.begin(), multiple->key.end());
  }
  if (const auto* statement = std::get_if<TrueFalse>(&item.kind)) {
    const auto* choice = std::get_if<ChoiceAnswer>(&answer);
    return choice != nullptr && choice->option == (statement->key ? "true" : "false");
  }
  const auto& numeric = std::get<Numeric>(item.kind);
  const auto* number = std::get_if<NumberAnswer>(&answer);
  if (number == nullptr) return false;
  const long long distance = millionths(number->decimal) - millionths(numeric.key);
  return (distance < 0 ? -distance : distance) <= millionths(numeric.tolerance);
}

}  // namespace

NaiveScore naive_score(const Form& form, const ExamEdition& edition, const Answers& answers) {
  NaiveScore result;
  bool minimums_met = true;
  for (const Section& section : edition.exam.sections) {
    int right_here = 0;
    for (const FormItem& item : form.items) {
      if (item.section != section.id) continue;
      ++result.possible;
      const auto answer = answers.find(item.public_id);
      if (answer != answers.end() && right(*edition.find_bank(item.bank)->find(item.item), answer->second)) {
        ++right_here;
      }
    }
    result.right += right_here;
    if (section.minimum && right_here < *section.minimum) minimums_met = false;
  }
  const bool cut_met = result.right * 100 >= edition.exam.policy.cut_percent * result.possible;
  result.passed = cut_met && minimums_met;
  return result;
}

}  // namespace kiosk::sim
