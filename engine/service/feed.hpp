#pragma once

#include <functional>
#include <string>
#include <vector>

#include "service/sign_ins.hpp"

namespace kiosk {

/// Where a page of the feed ends. The page itself goes event by event to who asked for it.
struct FeedPage {
  std::int64_t head = 0;       ///< sequence of the newest event
  std::int64_t after = 0;      ///< sequence of the reader's cursor
  std::int64_t given_to = 0;   ///< sequence of the last event of the page; `after` when it has none
  std::int64_t looked_to = 0;  ///< sequence of the last event that was looked at; `after` when there was none
  std::string cursor;          ///< its id, from which the reader goes on; empty at the beginning

  bool is_empty() const { return given_to == after; }
};

/// What a reader wants of the feed. It changes neither order nor cursor.
struct FeedFilter {
  std::vector<std::string> types;  ///< of `known_event_types()`; empty: all
  std::string region;              ///< of the approval, with all below it; empty: all

  bool wants_all() const { return types.empty() && region.empty(); }
};

/// A filtered page looks at so many events at most, so that no request works for long. One that finds nothing may
/// therefore end before the feed does: then `looked_to` is less than `head`.
inline constexpr int most_looked_at = 1000;

struct FeedQuery {
  std::string bearer;
  std::string last_event_id;  ///< empty = from the beginning
  int limit = 100;            ///< 1..1000
  FeedFilter filter{};
};

using TakeEvent = std::function<void(const OutboxEvent&)>;

/// Each event of the page is given to `take`, oldest first, without gaps among those that are wanted.
/// Errors, before any: `token_invalid`, `not_allowed`, `cursor_unknown`, `region_unknown`.
Result<FeedPage> read_feed(const ReadTx& tx, const Context& context, const FeedQuery& query, const TakeEvent& take);

/// Events are digested in pieces of at most this many.
inline constexpr std::int64_t longest_digest = 100'000;

struct DigestQuery {
  std::string bearer;
  std::int64_t from = 1;           ///< sequence, 1..
  std::optional<std::int64_t> to;  ///< sequence, included; absent = the newest event's
};

/// By which a consumer finds out that he has seen every event: approvals.md §2.4.
struct FeedDigest {
  std::int64_t count = 0;
  std::string first_id;  ///< empty when there is no event, as last_id
  std::string last_id;
  Digest sha256;  ///< of the ids, each but the last followed by a line feed
};

/// A range may be empty (`to` one less than `from`). Errors: `token_invalid`, `not_allowed`; `parameter_invalid` for
/// one that ends earlier, is longer than `longest_digest` or not all there yet.
Result<FeedDigest> digest_feed(const ReadTx& tx, const Context& context, const DigestQuery& query);

}  // namespace kiosk
