#include "people/staff.hpp"

#include <array>

namespace kiosk {

namespace {

constexpr std::array all_roles{Role::hq, Role::trainer, Role::reviewer, Role::auditor, Role::operator_};
constexpr std::array all_acts{Act::read_reports,   Act::extend_attempt,   Act::reissue_candidate_code,
                              Act::read_approvals, Act::change_approvals, Act::manage_webhooks};
constexpr std::array all_scopes{Scope::events_read, Scope::approvals_read, Scope::approvals_onboard,
                                Scope::webhooks_write};

}  // namespace

std::string_view role_name(Role role) {
  switch (role) {
    case Role::hq: return "hq";
    case Role::trainer: return "trainer";
    case Role::reviewer: return "reviewer";
    case Role::auditor: return "auditor";
    case Role::operator_: return "operator";
  }
  return {};
}

std::optional<Role> parse_role(std::string_view name) {
  for (const Role role : all_roles) {
    if (role_name(role) == name) return role;
  }
  return std::nullopt;
}

bool may(Role role, Act act) {
  switch (act) {
    case Act::read_reports: return role == Role::hq || role == Role::trainer || role == Role::auditor;
    case Act::extend_attempt: return role == Role::hq || role == Role::operator_;
    case Act::reissue_candidate_code: return role == Role::hq || role == Role::operator_;
    case Act::read_approvals: return role == Role::hq || role == Role::auditor || role == Role::operator_;
    case Act::change_approvals: return role == Role::hq;
    case Act::manage_webhooks: return role == Role::hq;
  }
  return false;
}

std::string_view act_name(Act act) {
  switch (act) {
    case Act::read_reports: return "read-reports";
    case Act::extend_attempt: return "extend-attempt";
    case Act::reissue_candidate_code: return "reissue-candidate-code";
    case Act::read_approvals: return "read-approvals";
    case Act::change_approvals: return "change-approvals";
    case Act::manage_webhooks: return "manage-webhooks";
  }
  return {};
}

std::vector<Act> acts_of(Role role) {
  std::vector<Act> acts;
  for (const Act act : all_acts) {
    if (may(role, act)) acts.push_back(act);
  }
  return acts;
}

std::string_view scope_name(Scope scope) {
  switch (scope) {
    case Scope::events_read: return "events:read";
    case Scope::approvals_read: return "approvals:read";
    case Scope::approvals_onboard: return "approvals:onboard";
    case Scope::webhooks_write: return "webhooks:write";
  }
  return {};
}

std::optional<Scope> parse_scope(std::string_view name) {
  for (const Scope scope : all_scopes) {
    if (scope_name(scope) == name) return scope;
  }
  return std::nullopt;
}

}  // namespace kiosk
