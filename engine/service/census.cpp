#include "service/census.hpp"

namespace kiosk {

Result<Census> take_census(const ReadTx& tx, std::int64_t feed_confirmed, Instant now) {
  Census census;
  census.live = tx.attempts().live_counts();
  census.approvals_unmarked = tx.approvals().count_unmarked(now - onboarding_expected_within);
  census.events = tx.outbox().counts();
  census.feed_head = tx.outbox().head();
  for (const OutboxEvent& event : tx.outbox().after(feed_confirmed, 1)) census.oldest_unfetched = event.created_at;
  return census;
}

}  // namespace kiosk
