#include "delivery/endpoint.hpp"

#include <array>

#include "approval/event.hpp"
#include "delivery/event_types.hpp"

namespace kiosk {

namespace {

constexpr std::array all_disable_reasons{DisableReason::by_hand, DisableReason::gone, DisableReason::failing};
constexpr std::array all_states{DeliveryState::pending, DeliveryState::delivered, DeliveryState::dead};

}  // namespace

std::string_view disable_reason_name(DisableReason reason) {
  switch (reason) {
    case DisableReason::by_hand: return "by-hand";
    case DisableReason::gone: return "gone";
    case DisableReason::failing: return "failing";
  }
  return {};
}

std::optional<DisableReason> parse_disable_reason(std::string_view name) {
  for (const DisableReason reason : all_disable_reasons) {
    if (disable_reason_name(reason) == name) return reason;
  }
  return std::nullopt;
}

const std::vector<std::string>& known_event_types() {
  static const std::vector<std::string> types = [] {
    std::vector<std::string> names;
    for (int kind = 0; kind <= static_cast<int>(ApprovalEventKind::reissued); ++kind) {
      names.emplace_back(event_name(static_cast<ApprovalEventKind>(kind)));
    }
    return names;
  }();
  return types;
}

bool wants(const WebhookEndpoint& endpoint, std::string_view type) { return is_of_types(type, endpoint.event_types); }

std::string_view delivery_state_name(DeliveryState state) {
  switch (state) {
    case DeliveryState::pending: return "pending";
    case DeliveryState::delivered: return "delivered";
    case DeliveryState::dead: return "dead";
  }
  return {};
}

std::optional<DeliveryState> parse_delivery_state(std::string_view name) {
  for (const DeliveryState state : all_states) {
    if (delivery_state_name(state) == name) return state;
  }
  return std::nullopt;
}

}  // namespace kiosk
