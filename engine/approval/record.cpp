#include "approval/record.hpp"

#include <array>

#include "base/ensure.hpp"

namespace kiosk {

namespace {

constexpr std::array all_states{ApprovalState::active, ApprovalState::suspended, ApprovalState::revoked,
                                ApprovalState::expired, ApprovalState::superseded};

}  // namespace

std::string_view state_name(ApprovalState state) {
  switch (state) {
    case ApprovalState::active: return "active";
    case ApprovalState::suspended: return "suspended";
    case ApprovalState::revoked: return "revoked";
    case ApprovalState::expired: return "expired";
    case ApprovalState::superseded: return "superseded";
  }
  return {};
}

std::optional<ApprovalState> parse_approval_state(std::string_view name) {
  for (const ApprovalState state : all_states) {
    if (state_name(state) == name) return state;
  }
  return std::nullopt;
}

std::string approval_number(const std::string& region, Instant awarded_at, std::int64_t counter) {
  ENSURE(counter > 0, "approval counter that is not positive");
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(awarded_at)};
  std::string digits = std::to_string(counter);
  if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
  return region + "-" + std::to_string(static_cast<int>(date.year())) + "-" + digits;
}

Instant add_months(Instant instant, int months) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{day};
  std::chrono::year_month_day target = date + std::chrono::months{months};
  if (!target.ok()) target = target.year() / target.month() / std::chrono::last;
  return Instant{std::chrono::sys_days{target}} + (instant - day);
}

}  // namespace kiosk
