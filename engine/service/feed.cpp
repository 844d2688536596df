#include "service/feed.hpp"

#include <string>

namespace kiosk {

namespace {

Status check_range(std::int64_t from, std::int64_t to, std::int64_t head) {
  if (to > head) return failure(ErrorCode::parameter_invalid, "to: the newest event is " + std::to_string(head));
  if (from > to + 1) return failure(ErrorCode::parameter_invalid, "from: must not be greater than to");
  if (to - from >= longest_digest) {
    return failure(ErrorCode::parameter_invalid, "to: at most " + std::to_string(longest_digest) + " events at once");
  }
  return {};
}

std::string lines_of(const std::vector<std::string>& ids) {
  std::string lines;
  for (const std::string& id : ids) lines += (lines.empty() ? "" : "\n") + id;
  return lines;
}

}  // namespace

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

Result<FeedDigest> digest_feed(const ReadTx& tx, const Context& context, const DigestQuery& query) {
  const Result<MachineToken> token = require_machine(tx, context, query.bearer, Scope::events_read);
  if (token.has_error()) return token.error();
  const std::int64_t head = tx.outbox().head();
  const std::int64_t to = query.to.value_or(head);
  if (const Status range = check_range(query.from, to, head); range.has_error()) return range.error();
  const std::vector<std::string> ids = tx.outbox().ids(query.from, to);
  FeedDigest digest;
  digest.count = static_cast<std::int64_t>(ids.size());
  if (!ids.empty()) digest.first_id = ids.front();
  if (!ids.empty()) digest.last_id = ids.back();
  digest.sha256 = context.hasher.sha256(lines_of(ids));
  return digest;
}

}  // namespace kiosk
