#pragma once

#include "ports/report_rows.hpp"
#include "sqlite/database.hpp"

namespace kiosk::sqlite {

class SqliteReportRows final : public ReportRows {
 public:
  explicit SqliteReportRows(Database& database) : database_(database) {}

  std::vector<PassRateRow> pass_rates(const PassRateQuery& query) const override;

 private:
  Database& database_;
};

}  // namespace kiosk::sqlite
