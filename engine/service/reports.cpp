#include "service/reports.hpp"

#include <array>

namespace kiosk {

std::string_view group_name(PassRateGroup group) {
  switch (group) {
    case PassRateGroup::region: return "region";
    case PassRateGroup::language: return "language";
    case PassRateGroup::week: return "week";
    case PassRateGroup::attempt: return "attempt";
    case PassRateGroup::version: return "version";
  }
  return {};
}

std::optional<PassRateGroup> parse_pass_rate_group(std::string_view name) {
  constexpr std::array all{PassRateGroup::region, PassRateGroup::language, PassRateGroup::week, PassRateGroup::attempt,
                           PassRateGroup::version};
  for (const PassRateGroup group : all) {
    if (group_name(group) == name) return group;
  }
  return std::nullopt;
}

Result<PassRateReport> report_pass_rates(const ReadTx& tx, const Context& context, const PassRateRequest& request,
                                         Instant now) {
  const Result<StaffMember> staff = require_staff(tx, context, request.token, Act::read_reports, now);
  if (staff.has_error()) return staff.error();
  const CataloguePointer catalogue = context.catalogue.get();
  if (catalogue->find(request.exam) == nullptr) return failure(ErrorCode::exam_unknown);
  PassRateQuery query{request.exam, request.group_by, request.from, request.to, {}};
  if (!request.region.empty()) {
    query.regions = catalogue->regions.subtree(request.region);
    if (query.regions.empty()) return failure(ErrorCode::region_unknown);
  }
  PassRateReport report;
  report.exam = request.exam;
  report.group_by = request.group_by;
  report.rows = tx.reports().pass_rates(query);
  for (const PassRateRow& row : report.rows) {
    report.totals.attempts += row.attempts;
    report.totals.first_attempts += row.first_attempts;
    if (request.group_by != PassRateGroup::region) continue;
    if (const Region* region = catalogue->regions.find(row.group)) report.labels.emplace_back(row.group, region->name);
  }
  return report;
}

}  // namespace kiosk
