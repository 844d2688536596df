#include "sim/exam/answering.hpp"

namespace kiosk::sim {

namespace {

struct Marking {
  const PaperItem& shown;
  bool knows;
  Chance& chance;

  std::string public_id(const std::vector<Option>& options, const std::string& id) const {
    for (const Option& option : options) {
      if (option.id != id) continue;
      for (const PaperOption& on_paper : shown.options) {
        if (on_paper.text == option.text.at("en")) return on_paper.id;
      }
    }
    return {};
  }

  Answer operator()(const SingleChoice& kind) const {
    const auto guess = static_cast<std::size_t>(chance.below(shown.options.size()));
    return ChoiceAnswer{knows ? public_id(kind.options, kind.key) : shown.options[guess].id};
  }

  Answer operator()(const MultipleChoice& kind) const {
    ChoicesAnswer answer;
    for (const std::string& key : kind.key) answer.options.push_back(public_id(kind.options, key));
    if (!knows) answer.options.resize(1);
    return answer;
  }

  Answer operator()(const TrueFalse& kind) const { return ChoiceAnswer{kind.key == knows ? "true" : "false"}; }

  Answer operator()(const Numeric& kind) const {
    const std::int64_t whole = kind.key.numerator() / kind.key.denominator();
    return NumberAnswer{std::to_string(knows ? whole : whole + 7)};
  }
};

}  // namespace

Answer answer_on_paper(const PaperItem& shown, const Item& item, bool knows, Chance& chance) {
  return std::visit(Marking{shown, knows, chance}, item.kind);
}

}  // namespace kiosk::sim
