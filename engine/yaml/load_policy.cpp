#include "yaml/load_policy.hpp"

#include "yaml/fields.hpp"
#include "yaml/scalars.hpp"

namespace kiosk::yaml {

namespace {

constexpr int minute_s = 60;
constexpr int day_s = 86'400;

void load_window(Fields& fields, Policy& policy, Report& report) {
  policy.opens_at = read_instant(fields.find("opens_at"), report);
  const Node* closes = fields.find("closes_at");
  policy.closes_at = read_instant(closes, report);
  if (policy.opens_at && policy.closes_at && *policy.closes_at <= *policy.opens_at) {
    report.error(closes->place,
                 {"out-of-range", "the exam closes before it opens", "nobody could sit it", "write a later time"});
  }
}

}  // namespace

Policy load_policy(const Node* node, Report& report) {
  Policy policy;
  Fields fields(node, "the policy", report);
  const auto seconds_field = [&](std::string_view name, int least, int most) {
    return seconds{read_integer(fields.require(name), least, most, report)};
  };
  policy.time_limit = seconds_field("time_limit_s", minute_s, 8 * 60 * minute_s);
  policy.grace = seconds_field("grace_s", 0, 120);
  policy.cut_percent = read_integer(fields.require("cut_percent"), 1, 100, report);
  policy.attempts = read_integer(fields.require("attempts"), 1, 100, report);
  policy.waiting_time = seconds_field("waiting_time_s", 0, 365 * day_s);
  policy.prepared_lapse = seconds_field("prepared_lapse_s", minute_s, day_s);
  policy.late_evidence = seconds_field("late_evidence_s", 0, 30 * day_s);
  policy.validity_months = read_integer(fields.require("validity_months"), 1, 120, report);
  const auto entry = read_choice(fields.require("entry"), {"contact", "invitation"}, report);
  policy.entry = entry == std::size_t{1} ? Entry::invitation : Entry::contact;
  const auto publish = read_choice(fields.require("publish"), {"on_load", "by_review"}, report);
  policy.publish = publish == std::size_t{1} ? Publish::by_review : Publish::on_load;
  load_window(fields, policy, report);
  fields.finish();
  return policy;
}

}  // namespace kiosk::yaml
