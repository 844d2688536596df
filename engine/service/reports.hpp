#pragma once

#include <string>
#include <vector>

#include "service/sign_ins.hpp"

namespace kiosk {

struct PassRateRequest {
  std::string token;  ///< staff
  std::string exam;
  PassRateGroup group_by = PassRateGroup::region;
  std::optional<Instant> from;
  std::optional<Instant> to;
  std::string region;  ///< this region and everything below it; empty = all
};

struct PassRateReport {
  std::string exam;
  PassRateGroup group_by = PassRateGroup::region;
  std::vector<PassRateRow> rows;
  PassRateRow totals;
  std::vector<std::pair<std::string, LocalizedText>> labels;  ///< region names by code, for the rows
};

/// `region`, `language`, `week`, `attempt`, `version`.
std::string_view group_name(PassRateGroup group);
std::optional<PassRateGroup> parse_pass_rate_group(std::string_view name);

/// Errors: those of require_staff, `exam_unknown`, `region_unknown`.
Result<PassRateReport> report_pass_rates(const ReadTx& tx, const Context& context, const PassRateRequest& request,
                                         Instant now);

}  // namespace kiosk
