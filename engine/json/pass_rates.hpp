#pragma once

#include <string>

#include "service/reports.hpp"

namespace kiosk::json {

std::string write_pass_rates(const PassRateReport& report);

/// The same as CSV (RFC 4180): UTF-8 with byte order mark, CRLF, a line with column names, a line for each group and a
/// last one, `total`. One column a language for labels. Cells that a spreadsheet would take for a formula get an
/// apostrophe in front.
std::string write_pass_rates_csv(const PassRateReport& report);

}  // namespace kiosk::json
