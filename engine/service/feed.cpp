#include "service/feed.hpp"

namespace kiosk {

Result<FeedPage> read_feed(const ReadTx& tx, const Context& context, const FeedQuery& query) {
  const Result<MachineToken> token = require_machine(tx, context, query.bearer, Scope::events_read);
  if (token.has_error()) return token.error();
  std::int64_t after = 0;
  if (!query.last_event_id.empty()) {
    const std::optional<std::int64_t> sequence = tx.outbox().sequence_of(query.last_event_id);
    if (!sequence) return failure(ErrorCode::cursor_unknown, "no event has this id");
    after = *sequence;
  }
  return FeedPage{tx.outbox().after(after, query.limit), tx.outbox().head(), after};
}

Result<ApprovalRecord> approval_status(const ReadTx& tx, const Context& context, const std::string& bearer,
                                       const Uuid& approval, Instant now) {
  const Result<MachineToken> token = require_machine(tx, context, bearer, Scope::approvals_read);
  if (token.has_error()) return token.error();
  std::optional<ApprovalRecord> record = tx.approvals().find(approval);
  if (!record) return failure(ErrorCode::approval_unknown);
  record->state = live_state(*record, now);
  return std::move(*record);
}

ApprovalState live_state(const ApprovalRecord& approval, Instant now) {
  const bool over = approval.state == ApprovalState::active && now >= approval.valid_until;
  return over ? ApprovalState::expired : approval.state;
}

}  // namespace kiosk
