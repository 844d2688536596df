#include "attempt/response.hpp"

#include <algorithm>
#include <compare>
#include <tuple>

#include "base/ensure.hpp"
#include "base/planted_fault.hpp"

namespace kiosk {

namespace {

bool contains(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

const std::string& public_id_of(const std::string& option, const FormItem& form_item) {
  const auto found = std::find_if(form_item.options.begin(), form_item.options.end(),
                                  [&](const FormOption& shown) { return shown.option == option; });
  ENSURE(found != form_item.options.end(), "stored answer names an option that is not on the form");
  return found->public_id;
}

/// Reads a public answer for one item; each kind of answer has its own rule.
struct BankTerms {
  const FormItem& form_item;
  const Item& item;

  std::optional<Answer> operator()(const ClearedAnswer& answer) const { return answer; }

  std::optional<Answer> operator()(const ChoiceAnswer& answer) const {
    if (std::holds_alternative<TrueFalse>(item.kind)) {
      if (answer.option != "true" && answer.option != "false") return std::nullopt;
      return answer;
    }
    if (!std::holds_alternative<SingleChoice>(item.kind)) return std::nullopt;
    for (const FormOption& shown : form_item.options) {
      if (shown.public_id == answer.option) return ChoiceAnswer{shown.option};
    }
    return std::nullopt;
  }

  std::optional<Answer> operator()(const ChoicesAnswer& answer) const {
    if (!std::holds_alternative<MultipleChoice>(item.kind) || answer.options.empty()) return std::nullopt;
    std::vector<std::string> chosen;
    for (const FormOption& shown : form_item.options) {
      if (contains(answer.options, shown.public_id)) chosen.push_back(shown.option);
    }
    // An option named twice or not on the form leaves fewer than were named.
    if (chosen.size() != answer.options.size()) return std::nullopt;
    ChoicesAnswer in_bank_order;
    for (const Option& option : options_of(item.kind)) {
      if (contains(chosen, option.id)) in_bank_order.options.push_back(option.id);
    }
    return in_bank_order;
  }

  std::optional<Answer> operator()(const NumberAnswer& answer) const {
    if (!std::holds_alternative<Numeric>(item.kind) || !Rational::from_decimal(answer.decimal)) return std::nullopt;
    return answer;
  }
};

struct PublicTerms {
  const FormItem& form_item;

  Answer operator()(const ClearedAnswer& answer) const { return answer; }

  Answer operator()(const ChoiceAnswer& answer) const {
    if (form_item.options.empty()) return answer;  // true_false
    return ChoiceAnswer{public_id_of(answer.option, form_item)};
  }

  /// In the order shown: the bank's order would tell the applicant something about the bank.
  Answer operator()(const ChoicesAnswer& answer) const {
    ChoicesAnswer shown_order;
    for (const FormOption& shown : form_item.options) {
      if (contains(answer.options, shown.option)) shown_order.options.push_back(shown.public_id);
    }
    ENSURE(shown_order.options.size() == answer.options.size(), "stored answer names options that are not on the form");
    return shown_order;
  }

  Answer operator()(const NumberAnswer& answer) const { return answer; }
};

}  // namespace

std::optional<Answer> answer_in_bank_terms(const Answer& public_answer, const FormItem& form_item, const Item& item) {
  return std::visit(BankTerms{form_item, item}, public_answer);
}

Answer answer_in_public_terms(const Answer& bank_answer, const FormItem& form_item) {
  return std::visit(PublicTerms{form_item}, bank_answer);
}

MergeOutcome merge(const std::optional<Response>& current, const Response& incoming) {
  if (!current || planted(PlantedFault::revision_ignored)) return MergeOutcome::stored;
  ENSURE(current->item == incoming.item, "merge of responses to different items");
  const auto order = std::tie(incoming.epoch, incoming.revision) <=> std::tie(current->epoch, current->revision);
  if (order > 0) return MergeOutcome::stored;
  if (order < 0) return MergeOutcome::repeated;
  const bool same = incoming.answer == current->answer && incoming.marked == current->marked;
  return same ? MergeOutcome::repeated : MergeOutcome::conflict;
}

}  // namespace kiosk
