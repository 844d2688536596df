#include "service/feed.hpp"

#include <algorithm>
#include <string>

#include "delivery/event_types.hpp"

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

/// The filter made ready for one page.
class Sieve {
 public:
  Sieve(const ReadTx& tx, const FeedFilter& filter, std::vector<std::string> regions)
      : tx_(tx), filter_(filter), regions_(std::move(regions)) {}

  bool passes(const OutboxEvent& event) const {
    if (!is_of_types(event.type, filter_.types)) return false;
    return filter_.region.empty() || is_of_region(event.subject);
  }

 private:
  bool is_of_region(const std::string& subject) const {
    const std::optional<Uuid> approval = Uuid::parse(subject.substr(subject.find('/') + 1));
    const auto record = approval ? tx_.approvals().find(*approval) : std::optional<ApprovalRecord>{};
    return record && std::find(regions_.begin(), regions_.end(), record->region) != regions_.end();
  }

  const ReadTx& tx_;
  const FeedFilter& filter_;
  std::vector<std::string> regions_;  ///< the wanted one and all below it
};

void look_through(FeedPage& page, const ReadTx& tx, const FeedQuery& query, const Sieve& sieve, const TakeEvent& take) {
  int room = query.limit;
  tx.outbox().each(page.after, query.filter.wants_all() ? room : most_looked_at, [&](const OutboxEvent& event) {
    if (room == 0) return false;
    page.looked_to = event.sequence;
    page.cursor = event.id;
    if (sieve.passes(event)) {
      page.given_to = event.sequence;
      take(event);
      --room;
    }
    return true;
  });
}

}  // namespace

Result<FeedPage> read_feed(const ReadTx& tx, const Context& context, const FeedQuery& query, const TakeEvent& take) {
  const Result<MachineToken> token = require_machine(tx, context, query.bearer, Scope::events_read);
  if (token.has_error()) return token.error();
  FeedPage page;
  page.head = tx.outbox().head();
  page.cursor = query.last_event_id;
  if (!query.last_event_id.empty()) {
    const std::optional<std::int64_t> sequence = tx.outbox().sequence_of(query.last_event_id);
    if (!sequence) return failure(ErrorCode::cursor_unknown, "no event has this id");
    page.after = *sequence;
  }
  page.given_to = page.after;
  page.looked_to = page.after;
  const std::vector<std::string> regions = context.catalogue.get()->regions.subtree(query.filter.region);
  if (!query.filter.region.empty() && regions.empty()) return failure(ErrorCode::region_unknown);
  look_through(page, tx, query, {tx, query.filter, regions}, take);
  return page;
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
