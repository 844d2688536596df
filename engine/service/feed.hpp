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
