#include "sim/approvals/consumer.hpp"

namespace kiosk::sim {

void Consumer::apply(const std::string& body) {
  const EventFacts event = read_event(body);
  if (event.sequence == 0) return;  // a test of the endpoint
  const bool repeated = !seen_.emplace(event.sequence, event.id).second;
  const bool forgets_it = mistake_ == ConsumerMistake::repeats_not_known && event.type == "approval.issued";
  if (repeated && !forgets_it) return;
  Shop& shop = shops_[event.approval];
  if (shop.opened == 0 || forgets_it) ++shop.opened;
  if (!event.supersedes.empty()) superseded_.insert(event.supersedes);
  std::int64_t& highest = highest_[event.subject];
  if (event.sequence < highest && mistake_ != ConsumerMistake::order_ignored) return;
  highest = event.sequence;
  shop.status = event.status;
  shop.credential = event.credential;
  shop.revision = event.revision;
}

void Consumer::take(const std::string& body, bool crashes) {
  if (!crashes) apply(body);
}

void Consumer::take_page(const std::vector<OutboxEvent>& events, bool crashes) {
  if (events.empty()) return;
  if (!crashes || mistake_ == ConsumerMistake::cursor_before_effect) cursor_ = events.back().id;
  if (crashes) return;
  for (const OutboxEvent& event : events) apply(event.body);
}

std::string Consumer::status_of(const std::string& approval) const {
  if (superseded_.contains(approval)) return "superseded";
  const auto shop = shops_.find(approval);
  return shop == shops_.end() ? std::string{} : shop->second.status;
}

}  // namespace kiosk::sim
