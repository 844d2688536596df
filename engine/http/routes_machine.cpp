#include <algorithm>
#include <chrono>

#include "http/event_stream.hpp"
#include "http/media_types.hpp"
#include "http/query_reader.hpp"
#include "http/routes.hpp"
#include "http/target.hpp"
#include "json/replies.hpp"
#include "json/requests.hpp"
#include "service/feed.hpp"
#include "service/mark_onboarded.hpp"

namespace kiosk::http {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int greatest_limit = 1000;
constexpr std::int64_t greatest_timeout_ms = 30'000;
constexpr std::int64_t greatest_sequence = 1'000'000'000'000;
constexpr const char* batch_type = "application/cloudevents-batch+json";
constexpr const char* stream_type = "text/event-stream";

std::string sequence_text(std::int64_t sequence) {
  const std::string digits = std::to_string(sequence);
  return std::string(20 - digits.size(), '0') + digits;
}

/// One poll, which may look several times.
struct FeedPoll {
  FeedQuery query;
  SteadyClock::time_point until;
  Responder responder;
};

Reply& with_place(Reply& reply, const HandlerParts& parts, const FeedQuery& query, const FeedPage& page) {
  std::string next = parts.base_url + "/api/v1/events?limit=" + std::to_string(query.limit);
  for (const std::string& type : query.filter.types) next += "&type=" + type;
  if (!query.filter.region.empty()) next += "&region=" + percent_encoded(query.filter.region);
  if (!page.cursor.empty()) next += "&lastEventId=" + percent_encoded(page.cursor);
  reply.with("Link", "<" + next + ">; rel=\"next\"");
  return reply.with("X-Feed-Head", sequence_text(page.head));
}

void give_page(const HandlerParts& parts, const FeedPoll& poll, WrittenPage written) {
  Reply reply = typed_reply(200, json::end_batch(std::move(written.text)), batch_type);
  with_place(reply, parts, poll.query, written.page);
  poll.responder.give(std::move(reply));
}

/// Looks; when the feed ends without anything that is wanted, waits for the next commit and looks at what is new until
/// the poll's time is over.
void look(HandlerParts& parts, const FeedPoll& poll) {
  const std::uint64_t seen = parts.commits.count();
  look_at_feed(parts, poll.query, json::add_to_batch, [&parts, poll, seen](Result<WrittenPage> written) {
    if (written.has_error()) return poll.responder.refuse(written.error());
    const FeedPage& page = written->page;
    const auto left = std::chrono::ceil<milliseconds>(poll.until - SteadyClock::now());
    const bool may_wait = page.is_empty() && page.looked_to == page.head && !parts.commits.is_closed();
    if (!may_wait || left <= milliseconds{0}) return give_page(parts, poll, std::move(*written));
    FeedPoll rest = poll;
    rest.query.last_event_id = page.cursor;
    parts.commits.wait(seen, left, [&parts, rest] { look(parts, rest); });
  });
}

void begin_stream(HandlerParts& parts, const FeedQuery& query, const Responder& responder) {
  look_at_feed(parts, query, write_stream_event, [&parts, query, responder](Result<WrittenPage> written) {
    if (written.has_error()) return responder.refuse(written.error());
    const FeedPage page = written->page;
    Reply reply = event_stream(parts, query, std::move(*written));
    with_place(reply, parts, query, page);
    responder.give(std::move(reply));
  });
}

FeedFilter read_filter(QueryReader& query, const Request& request) {
  FeedFilter filter{query.list("type"), query.text("region")};
  const std::vector<std::string>& known = known_event_types();
  const bool all_known = std::all_of(filter.types.begin(), filter.types.end(), [&](const std::string& type) {
    return std::find(known.begin(), known.end(), type) != known.end();
  });
  const bool is_empty = filter.types.empty() && find_field(request.query, "type");
  if (all_known && !is_empty) return filter;
  std::string names;
  for (const std::string& type : known) names += (names.empty() ? "" : ", ") + type;
  query.refuse("type", "one or more of " + names);
  return {};
}

void read_events(HandlerParts& parts, const Request& request, const Responder& responder) {
  QueryReader query{request};
  FeedQuery wanted;
  wanted.bearer = bearer_token(request);
  wanted.last_event_id = query.text("lastEventId");
  wanted.limit = static_cast<int>(query.integer("limit", 1, greatest_limit, 100));
  wanted.filter = read_filter(query, request);
  const milliseconds timeout{query.integer("timeout", 0, greatest_timeout_ms, 0)};
  if (const Status status = query.finish(); status.has_error()) return responder.refuse(status.error());
  const std::optional<std::string> form = negotiated(request, {batch_type, "application/json", stream_type});
  if (!form) return responder.refuse(failure(ErrorCode::not_acceptable));
  if (*form == stream_type) {
    // A browser's EventSource that connects again says so in a field of its own.
    if (const auto last = request.field("last-event-id")) wanted.last_event_id = *last;
    return begin_stream(parts, wanted, responder);
  }
  look(parts, {wanted, SteadyClock::now() + timeout, responder});
}

void digest_events(HandlerParts& parts, const Request& request, const Responder& responder) {
  QueryReader query{request};
  DigestQuery wanted;
  wanted.bearer = bearer_token(request);
  wanted.from = query.integer("from", 1, greatest_sequence, 1);
  if (const std::int64_t to = query.integer("to", 1, greatest_sequence, 0); to > 0) wanted.to = to;
  if (const Status status = query.finish(); status.has_error()) return responder.refuse(status.error());

  read_for<FeedDigest>(
      parts.store, [&context = parts.context, wanted](const ReadTx& tx) { return digest_feed(tx, context, wanted); },
      [&parts, responder, bearer = wanted.bearer](const Result<FeedDigest>& digest) {
        if (digest.has_error()) return responder.refuse(digest.error());
        note_token_use(parts, bearer);
        responder.json(json::write_feed_digest(*digest));
      });
}

void mark_approval(HandlerParts& parts, const Request& request, const Responder& responder) {
  MarkOnboardedCommand command{bearer_token(request), id_parameter(request, "approval"), {}};
  const Result<std::string> external_id = json::read_onboarded(request.body);
  if (external_id.has_error()) return responder.refuse(external_id.error());
  command.external_id = *external_id;

  submit_for<MarkedOnboarded>(
      parts.store,
      [&context = parts.context, command, now = request.received_at](Tx& tx) {
        return mark_onboarded(tx, context, command, now);
      },
      [&parts, responder, bearer = command.bearer](const Result<MarkedOnboarded>& marked) {
        if (marked.has_error()) return responder.refuse(marked.error());
        note_token_use(parts, bearer);
        responder.json(json::write_onboarded(marked->mark), marked->first ? 201 : 200);
      });
}

}  // namespace

std::vector<Route> machine_routes(HandlerParts& parts) {
  return {
      {Method::get, "/api/v1/events", Audience::events_token, 0, Urgency::reading, handler(parts, read_events)},
      {Method::get, "/api/v1/events/digest", Audience::events_token, 0, Urgency::report, handler(parts, digest_events)},
      {Method::put, "/api/v1/approvals/{approval}/onboarding", Audience::onboarding_token, json::most_bytes_of_others,
       Urgency::reading, handler(parts, mark_approval)},
  };
}

}  // namespace kiosk::http
