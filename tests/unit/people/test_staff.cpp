#include "people/staff.hpp"

#include <catch2/catch.hpp>

namespace kiosk {
namespace {

TEST_CASE("roles and scopes go to their names and back") {
  for (const char* name : {"hq", "trainer", "reviewer", "auditor", "operator"}) {
    REQUIRE(parse_role(name));
    CHECK(role_name(*parse_role(name)) == name);
  }
  for (const char* name : {"events:read", "approvals:read"}) {
    REQUIRE(parse_scope(name));
    CHECK(scope_name(*parse_scope(name)) == name);
  }
  for (const char* wrong : {"", "HQ", "operator_", "root", "events", "events:write"}) {
    CHECK_FALSE(parse_role(wrong));
    CHECK_FALSE(parse_scope(wrong));
  }
}

TEST_CASE("who may do what") {
  struct Row {
    Role role;
    bool read_reports, extend_attempt, reissue_candidate_code, read_approvals, change_approvals;
  };
  const Row rows[] = {
      {Role::hq, true, true, true, true, true},
      {Role::trainer, true, false, false, false, false},
      {Role::reviewer, false, false, false, false, false},
      {Role::auditor, true, false, false, true, false},
      {Role::operator_, false, true, true, true, false},
  };
  for (const Row& row : rows) {
    CAPTURE(role_name(row.role));
    CHECK(may(row.role, Act::read_reports) == row.read_reports);
    CHECK(may(row.role, Act::extend_attempt) == row.extend_attempt);
    CHECK(may(row.role, Act::reissue_candidate_code) == row.reissue_candidate_code);
    CHECK(may(row.role, Act::read_approvals) == row.read_approvals);
    CHECK(may(row.role, Act::change_approvals) == row.change_approvals);
  }
}

}  // namespace
}  // namespace kiosk
