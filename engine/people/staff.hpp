#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"

namespace kiosk {

enum class Role { hq, trainer, reviewer, auditor, operator_ };

std::string_view role_name(Role role);
std::optional<Role> parse_role(std::string_view name);

/// What staff may do; the one table of who may do what stands in staff.cpp.
enum class Act {
  read_reports,
  extend_attempt,
  reissue_candidate_code,
  read_approvals,
  change_approvals,
  manage_webhooks
};

bool may(Role role, Act act);

std::string_view act_name(Act act);  ///< `read-reports`, `change-approvals`, …
/// All that the role may do.
std::vector<Act> acts_of(Role role);

struct StaffMember {
  StaffId row;
  Uuid id;
  std::string name;
  Role role = Role::auditor;
};

/// What a machine token may do.
enum class Scope { events_read, approvals_read, approvals_onboard, webhooks_write };

/// `events:read`, `approvals:read`, `approvals:onboard`, `webhooks:write`
std::string_view scope_name(Scope scope);
std::optional<Scope> parse_scope(std::string_view name);

}  // namespace kiosk
