#include "http/event_stream.hpp"

namespace kiosk::http {

namespace {

constexpr milliseconds keep_alive_interval{15'000};
constexpr std::string_view keep_alive = ": keep-alive\n\n";

/// Where the last events that were looked at are not wanted, an id without data tells the client's place: it changes
/// what the client comes back with and is no event.
std::string with_place(WrittenPage written) {
  const FeedPage& page = written.page;
  if (page.given_to != page.looked_to) written.text += "id: " + page.cursor + "\n\n";
  return std::move(written.text);
}

Result<WrittenPage> written_page(const ReadTx& tx, const Context& context, const FeedQuery& query, WriteEvent write) {
  WrittenPage written;
  const Result<FeedPage> page = read_feed(tx, context, query, [&](const OutboxEvent& event) {
    // Megabytes at times, which a growing text would copy again and again; events are about as long as each other.
    if (written.text.empty()) written.text.reserve(static_cast<std::size_t>(query.limit) * event.body.size() * 5 / 4);
    write(written.text, event);
  });
  if (page.has_error()) return page.error();
  written.page = *page;
  return written;
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

/// Looks; when nothing is there, waits for the next commit (once, or for the time of a keep-alive) and looks again.
void look(const std::shared_ptr<Place>& place, const GivePiece& give, bool waited) {
  HandlerParts& parts = place->parts;
  const std::uint64_t seen = parts.commits.count();
  look_at_feed(parts, place->query, write_stream_event, [place, give, waited, seen](Result<WrittenPage> written) {
    HandlerParts& with = place->parts;
    if (written.has_error() || with.commits.is_closed()) return give(std::nullopt);
    if (written->page.looked_to > written->page.after) {
      place->query.last_event_id = written->page.cursor;
      return give(with_place(std::move(*written)));
    }
    if (waited) return give(std::string{keep_alive});
    with.commits.wait(seen, keep_alive_interval, [place, give] { look(place, give, true); });
  });
}

}  // namespace

Reply event_stream(HandlerParts& parts, FeedQuery query, WrittenPage first) {
  const auto place = std::make_shared<Place>(Place{parts, std::move(query)});
  place->query.last_event_id = first.page.cursor;
  Reply reply = typed_reply(200, with_place(std::move(first)), "text/event-stream");
  reply.with("X-Accel-Buffering", "no");  // a proxy that collects the answer first would hold back every event
  reply.next_piece = [place](const GivePiece& give) { look(place, give, false); };
  return reply;
}

void write_stream_event(std::string& text, const OutboxEvent& event) {
  text += "id: " + event.id + "\ndata: ";
  text += event.body;
  text += "\n\n";
}

void look_at_feed(HandlerParts& parts, const FeedQuery& query, WriteEvent write,
                  std::function<void(Result<WrittenPage>)> then) {
  read_for<WrittenPage>(
      parts.store,
      [&context = parts.context, query, write](const ReadTx& tx) { return written_page(tx, context, query, write); },
      [&parts, bearer = query.bearer, all = query.filter.wants_all(),
       then = std::move(then)](Result<WrittenPage> written) {
        if (written.has_value()) note_token_use(parts, bearer);
        // Who filters has not received everything up to his cursor.
        if (written.has_value() && all) note_cursor(parts, written->page.after);
        then(std::move(written));
      });
}

}  // namespace kiosk::http
