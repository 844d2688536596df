#include "http/query_reader.hpp"
#include "http/routes.hpp"
#include "json/requests.hpp"
#include "json/webhooks.hpp"

namespace kiosk::http {

namespace {

constexpr int greatest_limit = 200;

/// Who asks, and when.
struct Asked {
  Caller caller;
  Instant now;
};

Asked asked_by(const HandlerParts& parts, const Request& request) {
  return {{parts.origin.staff_token(request), bearer_token(request)}, request.received_at};
}

/// What is answered: the body, and the tag when it is one endpoint's.
struct Answer {
  std::string body;
  std::string tag{};
};

using Query = std::function<Result<Answer>(const ReadTx&, Instant now)>;
using Work = std::function<Result<Answer>(Tx&, const std::string& actor, Instant now)>;

/// Reads as one who may.
void show(HandlerParts& parts, const Request& request, const Responder& responder, const Query& query) {
  read_for<Answer>(
      parts.store,
      [&context = parts.context, asked = asked_by(parts, request), query](const ReadTx& tx) -> Result<Answer> {
        const Result<std::string> actor =
            require_caller(tx, context, asked.caller, Scope::webhooks_write, Act::manage_webhooks, asked.now);
        if (actor.has_error()) return actor.error();
        return query(tx, asked.now);
      },
      [&parts, responder, request, bearer = bearer_token(request)](const Result<Answer>& answer) {
        if (answer.has_error()) return responder.refuse(answer.error());
        note_token_use(parts, bearer);
        if (answer->tag.empty()) return responder.json(answer->body);
        responder.give(with_etag(request, json_reply(200, answer->body), answer->tag));
      });
}

/// Changes as one who may. The sender is woken.
void change(HandlerParts& parts, const Request& request, const Responder& responder, int status, const Work& work) {
  submit_for<Answer>(
      parts.store,
      [&context = parts.context, asked = asked_by(parts, request), work](Tx& tx) -> Result<Answer> {
        const Result<std::string> actor =
            require_caller(tx, context, asked.caller, Scope::webhooks_write, Act::manage_webhooks, asked.now);
        if (actor.has_error()) return actor.error();
        return work(tx, *actor, asked.now);
      },
      [&parts, responder, status, bearer = bearer_token(request)](const Result<Answer>& answer) {
        if (answer.has_error()) return responder.refuse(answer.error());
        note_token_use(parts, bearer);
        parts.commits.notify();
        Reply reply = status == 204 ? no_content() : json_reply(status, answer->body);
        if (!answer->tag.empty()) reply.with("ETag", quoted_tag(answer->tag));
        responder.give(std::move(reply));
      });
}

Uuid endpoint_in(const Request& request) { return id_parameter(request, "endpoint"); }

SeenEndpoint seen_in(const Request& request) { return {endpoint_in(request), if_match(request)}; }

Result<Answer> answer_of(const Context& context, const Result<WebhookEndpoint>& endpoint, Instant now) {
  if (endpoint.has_error()) return endpoint.error();
  return Answer{json::write_endpoint(*endpoint, now), endpoint_tag(context.hasher, *endpoint)};
}

Result<Answer> answer_of(const Context& context, const Result<EndpointWithSecret>& shown, Instant now) {
  if (shown.has_error()) return shown.error();
  return Answer{json::write_endpoint_with_secret(*shown, now), endpoint_tag(context.hasher, shown->endpoint)};
}

void list(HandlerParts& parts, const Request& request, const Responder& responder) {
  show(parts, request, responder, [](const ReadTx& tx, Instant now) -> Result<Answer> {
    std::vector<EndpointHealth> endpoints;
    for (const WebhookEndpoint& endpoint : tx.webhooks().endpoints()) {
      endpoints.push_back(endpoint_health(tx, endpoint));
    }
    return Answer{json::write_endpoints(endpoints, now)};
  });
}

void show_one(HandlerParts& parts, const Request& request, const Responder& responder) {
  show(parts, request, responder,
       [&context = parts.context, id = endpoint_in(request)](const ReadTx& tx, Instant now) -> Result<Answer> {
         const Result<WebhookEndpoint> endpoint = find_endpoint(tx, id);
         if (endpoint.has_error()) return endpoint.error();
         return Answer{json::write_endpoint_health(endpoint_health(tx, *endpoint), now),
                       endpoint_tag(context.hasher, *endpoint)};
       });
}

void add(HandlerParts& parts, const Request& request, const Responder& responder) {
  const Result<EndpointForm> form = json::read_endpoint_form(request.body);
  if (form.has_error()) return responder.refuse(form.error());

  change(parts, request, responder, 201,
         [&context = parts.context, form = *form](Tx& tx, const std::string& actor, Instant now) {
           return answer_of(context, add_endpoint(tx, context, actor, form, now), now);
         });
}

void change_one(HandlerParts& parts, const Request& request, const Responder& responder) {
  const Result<EndpointForm> form = json::read_endpoint_form(request.body);
  if (form.has_error()) return responder.refuse(form.error());

  change(
      parts, request, responder, 200,
      [&context = parts.context, seen = seen_in(request), form = *form](Tx& tx, const std::string& actor, Instant now) {
        return answer_of(context, change_endpoint(tx, context, actor, seen, form, now), now);
      });
}

void remove(HandlerParts& parts, const Request& request, const Responder& responder) {
  change(parts, request, responder, 204,
         [&context = parts.context, seen = seen_in(request)](Tx& tx, const std::string& actor,
                                                             Instant now) -> Result<Answer> {
           const Status removed = remove_endpoint(tx, context, actor, seen, now);
           if (removed.has_error()) return removed.error();
           return Answer{};
         });
}

/// What takes an endpoint and nothing else, and answers it as it is then.
template <class Shown>
void act_on_one(HandlerParts& parts, const Request& request, const Responder& responder,
                Result<Shown> (*act)(Tx&, const Context&, const std::string&, const SeenEndpoint&, Instant)) {
  if (const Status body = json::read_nothing(request.body); body.has_error()) return responder.refuse(body.error());

  change(parts, request, responder, 200,
         [&context = parts.context, seen = seen_in(request), act](Tx& tx, const std::string& actor, Instant now) {
           return answer_of(context, act(tx, context, actor, seen, now), now);
         });
}

void enable(HandlerParts& parts, const Request& request, const Responder& responder) {
  act_on_one(parts, request, responder, enable_endpoint);
}

void disable(HandlerParts& parts, const Request& request, const Responder& responder) {
  act_on_one(parts, request, responder, disable_endpoint);
}

void rotate(HandlerParts& parts, const Request& request, const Responder& responder) {
  act_on_one(parts, request, responder, rotate_secret);
}

void test(HandlerParts& parts, const Request& request, const Responder& responder) {
  if (const Status body = json::read_nothing(request.body); body.has_error()) return responder.refuse(body.error());

  change(parts, request, responder, 202,
         [&context = parts.context, id = endpoint_in(request)](Tx& tx, const std::string& actor,
                                                               Instant now) -> Result<Answer> {
           const Result<std::string> event = test_endpoint(tx, context, actor, id, now);
           if (event.has_error()) return event.error();
           return Answer{json::write_tested(*event)};
         });
}

void replay_events(HandlerParts& parts, const Request& request, const Responder& responder) {
  const Result<ReplayWish> wish = json::read_replay(request.body);
  if (wish.has_error()) return responder.refuse(wish.error());

  change(parts, request, responder, 202,
         [&context = parts.context, id = endpoint_in(request), wish = *wish](Tx& tx, const std::string& actor,
                                                                             Instant now) -> Result<Answer> {
           const Result<std::int64_t> events = replay(tx, context, actor, id, wish, now);
           if (events.has_error()) return events.error();
           return Answer{json::write_replayed(*events)};
         });
}

void list_of_deliveries(HandlerParts& parts, const Request& request, const Responder& responder) {
  QueryReader query{request};
  DeliveryQuery wanted;
  wanted.endpoint = endpoint_in(request);
  const std::string state = query.text("state");
  wanted.state = parse_delivery_state(state);
  if (!state.empty() && !wanted.state) query.refuse("state", "pending, delivered or dead");
  wanted.cursor = query.text("cursor");
  wanted.limit = static_cast<int>(query.integer("limit", 1, greatest_limit, wanted.limit));
  if (const Status status = query.finish(); status.has_error()) return responder.refuse(status.error());

  show(parts, request, responder, [wanted](const ReadTx& tx, Instant) -> Result<Answer> {
    const Result<DeliveryPage> page = list_deliveries(tx, wanted);
    if (page.has_error()) return page.error();
    return Answer{json::write_deliveries(*page)};
  });
}

void show_delivery(HandlerParts& parts, const Request& request, const Responder& responder) {
  show(parts, request, responder,
       [id = endpoint_in(request), event = request.parameter("event")](const ReadTx& tx, Instant) -> Result<Answer> {
         const Result<DeliveryLog> log = delivery_log(tx, id, event);
         if (log.has_error()) return log.error();
         return Answer{json::write_delivery_log(*log)};
       });
}

void redeliver_one(HandlerParts& parts, const Request& request, const Responder& responder) {
  if (const Status body = json::read_nothing(request.body); body.has_error()) return responder.refuse(body.error());

  change(parts, request, responder, 202,
         [&context = parts.context, id = endpoint_in(request), event = request.parameter("event")](
             Tx& tx, const std::string& actor, Instant now) -> Result<Answer> {
           const Result<Delivery> again = redeliver(tx, context, actor, id, event, now);
           if (again.has_error()) return again.error();
           return Answer{json::write_delivery(*again)};
         });
}

}  // namespace

std::vector<Route> webhook_routes(HandlerParts& parts) {
  const std::string all = "/api/v1/webhook-endpoints";
  const std::string one = all + "/{endpoint}";
  const std::string delivery = one + "/deliveries/{event}";
  const auto row = [&](Method method, const std::string& path, std::size_t body_limit, HandlerFunction function) {
    return Route{method, path, Audience::webhook_managers, body_limit, Urgency::report, handler(parts, function)};
  };
  const std::size_t small = json::most_bytes_of_others;
  return {
      row(Method::get, all, 0, list),
      row(Method::post, all, small, add),
      row(Method::get, one, 0, show_one),
      row(Method::put, one, small, change_one),
      row(Method::delete_, one, 0, remove),
      row(Method::post, one + "/enable", small, enable),
      row(Method::post, one + "/disable", small, disable),
      row(Method::post, one + "/rotate-secret", small, rotate),
      row(Method::post, one + "/test", small, test),
      row(Method::post, one + "/replay", json::most_bytes_of_replay, replay_events),
      row(Method::get, one + "/deliveries", 0, list_of_deliveries),
      row(Method::get, delivery, 0, show_delivery),
      row(Method::post, delivery + "/redeliver", small, redeliver_one),
  };
}

}  // namespace kiosk::http
