#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "approval/record.hpp"

namespace kiosk {

/// What the outbox tells the onboarding flow about an approval.
enum class ApprovalEventKind { issued };

/// `approval.issued`; the CloudEvents type is `<configured prefix>.approval.issued.v1`.
std::string_view event_name(ApprovalEventKind kind);

struct ApprovalEvent {
  std::string id;  ///< `evt_` and 32 hexadecimal digits, no full stop (it separates parts of webhook signatures)
  ApprovalEventKind kind = ApprovalEventKind::issued;
  Instant time;
  std::int64_t sequence = 0;  ///< 1.. without gaps
  ApprovalRecord approval;
  std::string credential;  ///< compact JWS
};

}  // namespace kiosk
