#include "bank/item.hpp"

namespace kiosk {

namespace {

struct KindName {
  std::string_view operator()(const SingleChoice& /*kind*/) const { return "single"; }
  std::string_view operator()(const MultipleChoice& /*kind*/) const { return "multiple"; }
  std::string_view operator()(const TrueFalse& /*kind*/) const { return "true_false"; }
  std::string_view operator()(const Numeric& /*kind*/) const { return "numeric"; }
};

}  // namespace

std::string_view kind_name(const ItemKind& kind) { return std::visit(KindName{}, kind); }

const std::vector<Option>& options_of(const ItemKind& kind) {
  static const std::vector<Option> none;
  if (const auto* single = std::get_if<SingleChoice>(&kind)) return single->options;
  if (const auto* multiple = std::get_if<MultipleChoice>(&kind)) return multiple->options;
  return none;
}

}  // namespace kiosk
