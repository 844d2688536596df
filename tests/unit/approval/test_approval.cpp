#include <catch2/catch.hpp>

#include "approval/event.hpp"
#include "approval/record.hpp"

namespace kiosk {
namespace {

Instant at(const char* text) {
  const auto instant = parse_rfc3339(text);
  REQUIRE(instant);
  return *instant;
}

TEST_CASE("approval numbers carry region, year and counter") {
  const Instant awarded = at("2026-11-22T03:00:00Z");
  CHECK(approval_number("CN-GD", awarded, 123) == "CN-GD-2026-000123");
  CHECK(approval_number("IN", awarded, 1) == "IN-2026-000001");
  CHECK(approval_number("IN", awarded, 999999) == "IN-2026-999999");
  CHECK(approval_number("IN", awarded, 1234567) == "IN-2026-1234567");
}

TEST_CASE("the year of an approval number is that of UTC") {
  CHECK(approval_number("CN", at("2026-12-31T23:59:59.999Z"), 1) == "CN-2026-000001");
  CHECK(approval_number("CN", at("2027-01-01T00:00:00Z"), 1) == "CN-2027-000001");
}

TEST_CASE("months are added to the calendar's day, or to the last day of the month") {
  struct Row {
    const char* from;
    int months;
    const char* to;
  };
  const Row rows[] = {
      {"2026-11-22T03:00:00Z", 12, "2027-11-22T03:00:00Z"},        {"2026-01-31T03:00:00Z", 1, "2026-02-28T03:00:00Z"},
      {"2024-01-31T03:00:00Z", 1, "2024-02-29T03:00:00Z"},         {"2024-02-29T12:34:56Z", 12, "2025-02-28T12:34:56Z"},
      {"2024-02-29T12:34:56Z", 48, "2028-02-29T12:34:56Z"},        {"2026-08-31T00:00:00Z", 1, "2026-09-30T00:00:00Z"},
      {"2026-12-31T23:59:59.999Z", 2, "2027-02-28T23:59:59.999Z"}, {"2026-12-15T00:00:00Z", 1, "2027-01-15T00:00:00Z"},
      {"2026-11-30T00:00:00Z", 120, "2036-11-30T00:00:00Z"},       {"2026-05-05T05:05:05Z", 0, "2026-05-05T05:05:05Z"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.from, row.months);
    CHECK(to_rfc3339_ms(add_months(at(row.from), row.months)) == to_rfc3339_ms(at(row.to)));
  }
}

TEST_CASE("approval states go to their names and back") {
  for (const char* name : {"active", "suspended", "revoked", "expired", "superseded"}) {
    REQUIRE(parse_approval_state(name));
    CHECK(state_name(*parse_approval_state(name)) == name);
  }
  CHECK_FALSE(parse_approval_state("Active"));
  CHECK_FALSE(parse_approval_state(""));
}

TEST_CASE("events are named by what happened") {
  CHECK(event_name(ApprovalEventKind::issued) == "approval.issued");
  CHECK(event_name(ApprovalEventKind::renewed) == "approval.renewed");
  CHECK(event_name(*event_of(LifeChange::recertification_asked)) == "approval.expiring");
  for (const LifeChange change : {LifeChange::suspended, LifeChange::reinstated, LifeChange::revoked,
                                  LifeChange::expiring, LifeChange::expired}) {
    CHECK(event_name(*event_of(change)) == "approval." + std::string{change_name(change)});
  }
  for (const LifeChange change :
       {LifeChange::revocation_requested, LifeChange::revocation_withdrawn, LifeChange::superseded}) {
    CHECK_FALSE(event_of(change));
  }
}

}  // namespace
}  // namespace kiosk
