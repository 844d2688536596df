#pragma once

#include "http/handler_parts.hpp"
#include "service/feed.hpp"

namespace kiosk::http {

/// The feed as server-sent events (HTML Living Standard §9.2): `id` is the event's id, `data` its bytes as they go out
/// everywhere. It goes on until the client leaves, the token ends, the connection is old enough or the server stops;
/// the client comes back with Last-Event-ID. `first` is what there was when the client asked with `query`.
Reply event_stream(HandlerParts& parts, FeedQuery query, const FeedPage& first);

/// Reads the feed for a machine, and notes that its token was used and, unless it filters, how far it has received
/// everything (the greatest such sequence is among the metrics).
void look_at_feed(HandlerParts& parts, const FeedQuery& query, std::function<void(const Result<FeedPage>&)> then);

}  // namespace kiosk::http
