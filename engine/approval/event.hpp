#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "approval/lifecycle.hpp"

namespace kiosk {

/// What the outbox tells the onboarding flow about an approval.
enum class ApprovalEventKind { issued, renewed, suspended, reinstated, revoked, expiring, expired, reissued };

/// The event that a change of an approval becomes; nothing for what stays among staff (a request for revocation) and
/// for `superseded`, which the renewal's own event tells.
std::optional<ApprovalEventKind> event_of(LifeChange change);

/// `approval.issued`, …; the CloudEvents type is `<configured prefix>.approval.issued.v1`.
std::string_view event_name(ApprovalEventKind kind);

struct ApprovalEvent {
  std::string id;  ///< `evt_` and 32 hexadecimal digits, no full stop (it separates parts of webhook signatures)
  ApprovalEventKind kind = ApprovalEventKind::issued;
  Instant time;
  std::int64_t sequence = 0;  ///< 1.. without gaps
  ApprovalRecord approval;
  std::string credential;            ///< compact JWS
  std::optional<ReasonCode> reason;  ///< where there is one
  std::optional<Instant> recertify_by;
};

}  // namespace kiosk
