#include "approval/event.hpp"

namespace kiosk {

std::string_view event_name(ApprovalEventKind kind) {
  switch (kind) {
    case ApprovalEventKind::issued: return "approval.issued";
  }
  return {};
}

}  // namespace kiosk
