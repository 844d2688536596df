#include "http/event_stream.hpp"

namespace kiosk::http {

namespace {

constexpr milliseconds keep_alive_interval{15'000};
constexpr std::string_view keep_alive = ": keep-alive\n\n";

std::string event_text(const std::vector<OutboxEvent>& events) {
  std::string text;
  for (const OutboxEvent& event : events) text += "id: " + event.id + "\ndata: " + event.body + "\n\n";
  return text;
}

void note_cursor(HandlerParts& parts, std::int64_t after) {
  std::int64_t known = parts.feed_confirmed;
  while (known < after && !parts.feed_confirmed.compare_exchange_weak(known, after)) {
  }
}

/// One client's place in the feed.
struct Place {
  HandlerParts& parts;
  FeedQuery query;
};

void give_events(Place& place, const FeedPage& page, const GivePiece& give) {
  place.query.last_event_id = page.events.back().id;
  give(event_text(page.events));
}

/// Looks; when nothing is there, waits for the next commit (once, or for the time of a keep-alive) and looks again.
void look(const std::shared_ptr<Place>& place, const GivePiece& give, bool waited) {
  HandlerParts& parts = place->parts;
  const std::uint64_t seen = parts.commits.count();
  look_at_feed(parts, place->query, [place, give, waited, seen](const Result<FeedPage>& page) {
    HandlerParts& with = place->parts;
    if (page.has_error() || with.commits.is_closed()) return give(std::nullopt);
    if (!page->events.empty()) return give_events(*place, *page, give);
    if (waited) return give(std::string{keep_alive});
    with.commits.wait(seen, keep_alive_interval, [place, give] { look(place, give, true); });
  });
}

}  // namespace

Reply event_stream(HandlerParts& parts, FeedQuery query, const FeedPage& first) {
  const auto place = std::make_shared<Place>(Place{parts, std::move(query)});
  if (!first.events.empty()) place->query.last_event_id = first.events.back().id;
  Reply reply = typed_reply(200, event_text(first.events), "text/event-stream");
  reply.with("X-Accel-Buffering", "no");  // a proxy that collects the answer first would hold back every event
  reply.next_piece = [place](const GivePiece& give) { look(place, give, false); };
  return reply;
}

void look_at_feed(HandlerParts& parts, const FeedQuery& query, std::function<void(const Result<FeedPage>&)> then) {
  read_for<FeedPage>(
      parts.store, [&context = parts.context, query](const ReadTx& tx) { return read_feed(tx, context, query); },
      [&parts, bearer = query.bearer, then = std::move(then)](const Result<FeedPage>& page) {
        if (page.has_value()) {
          note_cursor(parts, page->after);
          note_token_use(parts, bearer);
        }
        then(page);
      });
}

}  // namespace kiosk::http
