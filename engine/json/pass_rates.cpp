#include "json/pass_rates.hpp"

#include <algorithm>

#include "json/parts.hpp"

namespace kiosk::json {

namespace {

void write_counts(Writer& writer, const PassCounts& counts) {
  writer.integer("started", counts.started);
  writer.integer("finished", counts.finished);
  writer.integer("passed", counts.passed);
  const std::optional<double> rate = pass_rate(counts);
  const std::optional<Interval> interval = wilson_interval(counts.passed, counts.finished);
  if (!rate || !interval) {
    writer.null("pass_rate");
    writer.null("interval");
    return;
  }
  writer.real("pass_rate", *rate);
  writer.begin_array("interval");
  writer.real(interval->low);
  writer.real(interval->high);
  writer.end();
}

/// The row's numbers; first attempts of their applicants apart.
void write_numbers(Writer& writer, const PassRateRow& row) {
  write_counts(writer, row.attempts);
  writer.begin_object("first_attempts");
  write_counts(writer, row.first_attempts);
  writer.end();
}

void write_row(Writer& writer, const PassRateReport& report, const PassRateRow& row) {
  writer.begin_object();
  writer.text("group", row.group);
  const auto label = std::find_if(report.labels.begin(), report.labels.end(),
                                  [&](const auto& candidate) { return candidate.first == row.group; });
  if (label != report.labels.end()) write_localized(writer, "label", label->second);
  write_numbers(writer, row);
  writer.end();
}

}  // namespace

std::string write_pass_rates(const PassRateReport& report) {
  Writer writer;
  writer.begin_object();
  writer.text("exam", report.exam);
  writer.text("group_by", group_name(report.group_by));
  writer.text("time_zone", "UTC");
  writer.text("counts", "attempts");
  writer.begin_array("rows");
  for (const PassRateRow& row : report.rows) write_row(writer, report, row);
  writer.end();
  writer.begin_object("totals");
  write_numbers(writer, report.totals);
  writer.end();
  writer.end();
  return writer.take();
}

}  // namespace kiosk::json
