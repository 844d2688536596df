#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "form/form.hpp"

namespace kiosk {

/// Answers name options by their id in the bank; `true` and `false` are the options of true_false items.
struct ChoiceAnswer {
  std::string option;
  bool operator==(const ChoiceAnswer&) const = default;
};
struct ChoicesAnswer {
  std::vector<std::string> options;  ///< in the bank's order, no repeats, not empty
  bool operator==(const ChoicesAnswer&) const = default;
};
struct NumberAnswer {
  std::string decimal;  ///< as typed, a text that Rational::from_decimal takes
  bool operator==(const NumberAnswer&) const = default;
};
struct ClearedAnswer {
  bool operator==(const ClearedAnswer&) const = default;
};
using Answer = std::variant<ClearedAnswer, ChoiceAnswer, ChoicesAnswer, NumberAnswer>;

/// Public option ids of a form item become ids of the bank. Nothing when the answer does not fit the item's kind or
/// names an option that is not on the form.
std::optional<Answer> answer_in_bank_terms(const Answer& public_answer, const FormItem& form_item, const Item& item);
/// The way back, for showing a stored answer to its applicant.
Answer answer_in_public_terms(const Answer& bank_answer, const FormItem& form_item);

/// One change by the applicant to one item.
struct Response {
  std::string item;  ///< public id on the form
  int epoch = 0;
  int revision = 0;  ///< 1.. counts changes within (attempt, epoch)
  Answer answer;
  bool marked = false;              ///< "check later"
  std::int64_t since_start_ms = 0;  ///< the browser's word, evidence only
  Instant received_at;
};

enum class MergeOutcome {
  stored,    ///< becomes the current response
  repeated,  ///< the same change again, or an older one: nothing to do
  conflict,  ///< the same (epoch, revision) with another answer or mark
};

/// Of one item the highest (epoch, revision) wins.
MergeOutcome merge(const std::optional<Response>& current, const Response& incoming);

}  // namespace kiosk
