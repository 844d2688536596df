#include "http/event_stream.hpp"

namespace kiosk::http {

namespace {

constexpr milliseconds keep_alive_interval{15'000};
constexpr std::string_view keep_alive = ": keep-alive\n\n";

/// Where the last events that were looked at are not wanted, an id without data tells the client's place: it changes
/// what the client comes back with and is no event.
std::string text_of(const FeedPage& page) {
  std::string text;
  for (const OutboxEvent& event : page.events) text += "id: " + event.id + "\ndata: " + event.body + "\n\n";
  const bool told = page.events.empty() ? page.looked_to == page.after : page.events.back().id == page.cursor;
  if (!told) text += "id: " + page.cursor + "\n\n";
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

void give_page(Place& place, const FeedPage& page, const GivePiece& give) {
  place.query.last_event_id = page.cursor;
  give(text_of(page));
}

/// Looks; when nothing is there, waits for the next commit (once, or for the time of a keep-alive) and looks again.
void look(const std::shared_ptr<Place>& place, const GivePiece& give, bool waited) {
  HandlerParts& parts = place->parts;
  const std::uint64_t seen = parts.commits.count();
  look_at_feed(parts, place->query, [place, give, waited, seen](const Result<FeedPage>& page) {
    HandlerParts& with = place->parts;
    if (page.has_error() || with.commits.is_closed()) return give(std::nullopt);
    if (page->looked_to > page->after) return give_page(*place, *page, give);
    if (waited) return give(std::string{keep_alive});
    with.commits.wait(seen, keep_alive_interval, [place, give] { look(place, give, true); });
  });
}

}  // namespace

Reply event_stream(HandlerParts& parts, FeedQuery query, const FeedPage& first) {
  const auto place = std::make_shared<Place>(Place{parts, std::move(query)});
  place->query.last_event_id = first.cursor;
  Reply reply = typed_reply(200, text_of(first), "text/event-stream");
  reply.with("X-Accel-Buffering", "no");  // a proxy that collects the answer first would hold back every event
  reply.next_piece = [place](const GivePiece& give) { look(place, give, false); };
  return reply;
}

void look_at_feed(HandlerParts& parts, const FeedQuery& query, std::function<void(const Result<FeedPage>&)> then) {
  read_for<FeedPage>(
      parts.store, [&context = parts.context, query](const ReadTx& tx) { return read_feed(tx, context, query); },
      [&parts, bearer = query.bearer, all = query.filter.wants_all(),
       then = std::move(then)](const Result<FeedPage>& page) {
        if (page.has_value()) note_token_use(parts, bearer);
        // Who filters has not received everything up to his cursor.
        if (page.has_value() && all) note_cursor(parts, page->after);
        then(page);
      });
}

}  // namespace kiosk::http
