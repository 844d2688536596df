#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bank/localized_text.hpp"
#include "base/rational.hpp"

namespace kiosk {

struct Option {
  std::string id;  ///< unique within the item
  LocalizedText text;
};

/// One option is right.
struct SingleChoice {
  std::vector<Option> options;  ///< 2..20
  std::string key;              ///< id of the right option
  bool fixed_order = false;     ///< options keep the bank's order on every form
};

/// All right options and no other must be chosen.
struct MultipleChoice {
  std::vector<Option> options;   ///< 2..20
  std::vector<std::string> key;  ///< ids in option order; neither none nor all
  bool fixed_order = false;
};

struct TrueFalse {
  bool key = false;
};

/// A number within `tolerance` of the key is right.
struct Numeric {
  Rational key;
  Rational tolerance;  ///< absolute, >= 0
  LocalizedText unit;  ///< empty map when the number has no unit
};

using ItemKind = std::variant<SingleChoice, MultipleChoice, TrueFalse, Numeric>;

/// `single`, `multiple`, `true_false`, `numeric`: the names of YAML and API.
std::string_view kind_name(const ItemKind& kind);

/// Options of choice items in the bank's order; empty for the other kinds.
const std::vector<Option>& options_of(const ItemKind& kind);

struct Item {
  std::string id;  ///< `[A-Za-z0-9._-]{1,64}`, unique within the bank
  std::string topic;
  LocalizedText stem;
  ItemKind kind;
  LocalizedText explanation;
  std::string source;  ///< where the fact stands; for trainers and reviewers
};

}  // namespace kiosk
