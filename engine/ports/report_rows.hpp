#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/pass_rates.hpp"

namespace kiosk {

enum class PassRateGroup { region, language, week, attempt, version };

struct PassRateQuery {
  std::string exam;
  PassRateGroup group_by = PassRateGroup::region;
  std::optional<Instant> from;       ///< started at or after
  std::optional<Instant> to;         ///< started before
  std::vector<std::string> regions;  ///< empty = all
};

class ReportRows {
 public:
  virtual ~ReportRows() = default;
  /// Started attempts by group, ordered by group. Weeks are ISO weeks of the start in UTC.
  virtual std::vector<PassRateRow> pass_rates(const PassRateQuery& query) const = 0;
};

}  // namespace kiosk
