#pragma once

#include <optional>

#include "ports/store.hpp"

namespace kiosk {

/// How much is going on, for operators.
struct Census {
  LiveAttempts live;
  std::vector<EventCount> events;           ///< ever written, by type
  std::int64_t approvals_unmarked = 0;      ///< active, and for longer than a day not marked by the onboarding flow
  std::int64_t feed_head = 0;               ///< sequence of the newest event
  std::optional<Instant> oldest_unfetched;  ///< when the first event after `feed_confirmed` was written
};

/// `feed_confirmed`: sequence up to which somebody has said to have received the feed.
Result<Census> take_census(const ReadTx& tx, std::int64_t feed_confirmed, Instant now);

}  // namespace kiosk
