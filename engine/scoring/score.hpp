#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attempt/response.hpp"
#include "base/rational.hpp"

namespace kiosk {

/// Points reached of points possible. Each item is worth one point, all or nothing.
struct Score {
  Rational points;
  int possible = 0;

  /// Points over possible; 0 when nothing was possible.
  Rational fraction() const;
  bool operator==(const Score&) const = default;
};

enum class Decision { pass, fail, review };

std::string_view decision_name(Decision decision);
std::optional<Decision> parse_decision(std::string_view name);

struct SectionScore {
  std::string section;
  Score score;
  std::optional<int> minimum;
  bool met = true;
  bool operator==(const SectionScore&) const = default;
};

struct TopicScore {
  std::string topic;
  Score score;
  bool operator==(const TopicScore&) const = default;
};

/// Scores by section and topic and the decision. Which items were right is deliberately not kept here.
struct ExamResult {
  Decision decision = Decision::fail;
  Score total;
  int cut_percent = 0;
  bool cut_met = false;
  std::vector<SectionScore> sections;  ///< in the exam's order
  std::vector<TopicScore> topics;      ///< in the order the exam draws them
  bool operator==(const ExamResult&) const = default;
};

/// Current answer by public item id; items without an entry are unanswered.
using Answers = std::map<std::string, Answer>;

/// Points of one item for one answer: 0 or 1.
Rational score_item(const ItemKind& kind, const Answer& answer);

/// decision = total >= cut and every section minimum met; never `review` (that comes from late evidence).
ExamResult score(const Form& form, const ExamEdition& edition, const Answers& answers);

}  // namespace kiosk
