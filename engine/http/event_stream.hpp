#pragma once

#include "http/handler_parts.hpp"
#include "service/feed.hpp"

namespace kiosk::http {

/// A page of the feed as its reader is given it.
struct WrittenPage {
  FeedPage page;
  std::string text;
};

/// Appends an event to the text of a page.
using WriteEvent = void (*)(std::string& text, const OutboxEvent& event);

/// Reads the feed for a machine, and notes that its token was used and, unless it filters, how far it has received
/// everything (the greatest such sequence is among the metrics).
void look_at_feed(HandlerParts& parts, const FeedQuery& query, WriteEvent write,
                  std::function<void(Result<WrittenPage>)> then);

/// The feed as server-sent events (HTML Living Standard §9.2): `id` is the event's id, `data` its bytes as they go out
/// everywhere. It goes on until the client leaves, the token ends, the connection is old enough or the server stops;
/// the client comes back with Last-Event-ID. `first` is what there was when the client asked with `query`.
Reply event_stream(HandlerParts& parts, FeedQuery query, WrittenPage first);

/// For `look_at_feed`.
void write_stream_event(std::string& text, const OutboxEvent& event);

}  // namespace kiosk::http
