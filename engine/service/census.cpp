#include "service/census.hpp"

namespace kiosk {

Result<Census> take_census(const ReadTx& tx, std::int64_t feed_confirmed) {
  Census census{tx.attempts().live_counts(), tx.outbox().counts(), tx.outbox().head(), {}};
  for (const OutboxEvent& event : tx.outbox().after(feed_confirmed, 1)) census.oldest_unfetched = event.created_at;
  return census;
}

}  // namespace kiosk
