#pragma once

#include <string>
#include <vector>

#include "service/sign_ins.hpp"

namespace kiosk {

struct FeedPage {
  std::vector<OutboxEvent> events;  ///< oldest first, without gaps
  std::int64_t head = 0;            ///< sequence of the newest event
  std::int64_t after = 0;           ///< sequence of the reader's cursor: up to there he has received everything
};

struct FeedQuery {
  std::string bearer;
  std::string last_event_id;  ///< empty = from the beginning
  int limit = 100;            ///< 1..1000
};

/// Errors: `token_invalid`, `not_allowed`, `cursor_unknown`.
Result<FeedPage> read_feed(const ReadTx& tx, const Context& context, const FeedQuery& query);

/// Live status for machines. Errors: `token_invalid`, `not_allowed`, `approval_unknown`.
Result<ApprovalRecord> approval_status(const ReadTx& tx, const Context& context, const std::string& bearer,
                                       const Uuid& approval, Instant now);

/// The stored state, or `expired` once the validity is over.
ApprovalState live_state(const ApprovalRecord& approval, Instant now);

}  // namespace kiosk
