#include "approval/event.hpp"

namespace kiosk {

std::string_view event_name(ApprovalEventKind kind) {
  switch (kind) {
    case ApprovalEventKind::issued: return "approval.issued";
    case ApprovalEventKind::renewed: return "approval.renewed";
    case ApprovalEventKind::suspended: return "approval.suspended";
    case ApprovalEventKind::reinstated: return "approval.reinstated";
    case ApprovalEventKind::revoked: return "approval.revoked";
    case ApprovalEventKind::expiring: return "approval.expiring";
    case ApprovalEventKind::expired: return "approval.expired";
    case ApprovalEventKind::reissued: return "approval.reissued";
  }
  return {};
}

std::optional<ApprovalEventKind> event_of(LifeChange change) {
  switch (change) {
    case LifeChange::suspended: return ApprovalEventKind::suspended;
    case LifeChange::reinstated: return ApprovalEventKind::reinstated;
    case LifeChange::revoked: return ApprovalEventKind::revoked;
    case LifeChange::recertification_asked: return ApprovalEventKind::expiring;
    case LifeChange::expiring: return ApprovalEventKind::expiring;
    case LifeChange::expired: return ApprovalEventKind::expired;
    case LifeChange::reissued: return ApprovalEventKind::reissued;
    case LifeChange::revocation_requested: return std::nullopt;
    case LifeChange::revocation_withdrawn: return std::nullopt;
    case LifeChange::superseded: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace kiosk
