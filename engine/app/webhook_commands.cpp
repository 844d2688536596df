#include "app/webhook_commands.hpp"

#include <algorithm>

#include "app/operator.hpp"
#include "app/wait_for.hpp"

namespace kiosk::app {

namespace {

constexpr const char* operator_actor = "operator";

constexpr int most_deliveries_printed = 200;

std::string state_of(const WebhookEndpoint& endpoint) {
  if (!endpoint.disabled) return "enabled";
  return "disabled (" + std::string{disable_reason_name(*endpoint.disabled)} + ")";
}

std::string state_line(const WebhookEndpoint& endpoint) {
  return endpoint.id.text() + "  " + state_of(endpoint) + "  " + endpoint.url + "\n";
}

std::string health_line(const EndpointHealth& health) {
  const WebhookEndpoint& endpoint = health.endpoint;
  std::string line = endpoint.id.text() + "  " + state_of(endpoint) + "  pending " + std::to_string(health.pending) +
                     "  dead " + std::to_string(health.dead_letters) + "  " + endpoint.url;
  for (const std::string& type : endpoint.event_types)
    line += (type == endpoint.event_types.front() ? "  " : ",") + type;
  return line + (endpoint.description.empty() ? "" : "  " + endpoint.description) + "\n";
}

std::string delivery_line(const Delivery& delivery) {
  std::string line = delivery.event_id + "  " + std::string{delivery_state_name(delivery.state)} + "  " +
                     to_rfc3339(delivery.created_at) + "  " + delivery.type + "  " + delivery.subject + "  tries " +
                     std::to_string(delivery.attempts);
  if (delivery.last_outcome) line += "  last " + std::string{outcome_name(*delivery.last_outcome)};
  if (delivery.last_status != 0) line += " " + std::to_string(delivery.last_status);
  return line + "\n";
}

std::vector<std::string> split_at_commas(const std::string& list) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t comma = std::min(list.find(',', begin), list.size());
    parts.push_back(list.substr(begin, comma - begin));
    begin = comma + 1;
  }
  return parts;
}

std::string secret_lines(const EndpointWithSecret& shown) {
  return "endpoint " + shown.endpoint.id.text() + "\nsecret " + shown.secret + "\n";
}

template <class T>
Result<std::string> printed(const Result<T>& result, const std::function<std::string(const T&)>& print) {
  if (result.has_error()) return result.error();
  return print(*result);
}

}  // namespace

std::optional<CommandOutcome> WebhookCommands::run(const CommandRequest& request) {
  const std::string& name = request.words.front();
  if (name == "webhook-list" && request.words.size() == 1) return list();
  if (name == "webhook-add" && request.words.size() == 4) {
    return add({request.words[1], request.words[2], split_at_commas(request.words[3])});
  }
  if (!name.starts_with("webhook-") || request.words.size() < 2) return std::nullopt;
  const std::optional<Uuid> id = Uuid::parse(request.words[1]);
  if (!id) return CommandOutcome{1, "failed: not the id of a webhook endpoint: " + request.words[1] + "\n"};
  if (name == "webhook-deliveries" && request.words.size() == 3) return list_deliveries_to(*id, request.words[2]);
  return act_on(*id, request);
}

CommandOutcome WebhookCommands::list() {
  const Result<std::string> lines = read_and_wait<std::string>(store_, [](const ReadTx& tx) -> Result<std::string> {
    std::string text;
    for (const WebhookEndpoint& endpoint : tx.webhooks().endpoints())
      text += health_line(endpoint_health(tx, endpoint));
    return text;
  });
  if (lines.has_error()) return {1, failure_line(lines.error())};
  return {0, *lines};
}

CommandOutcome WebhookCommands::list_deliveries_to(const Uuid& endpoint, const std::string& state) {
  const DeliveryQuery query{endpoint, parse_delivery_state(state), {}, most_deliveries_printed};
  const Result<DeliveryPage> page =
      read_and_wait<DeliveryPage>(store_, [&](const ReadTx& tx) { return list_deliveries(tx, query); });
  if (page.has_error()) return {1, failure_line(page.error())};
  std::string lines;
  for (const Delivery& delivery : page->deliveries) lines += delivery_line(delivery);
  if (!page->next_cursor.empty()) lines += "older ones are left out\n";
  return {0, lines};
}

CommandOutcome WebhookCommands::change(const std::function<Result<std::string>(Tx&, Instant now)>& work) {
  const Result<std::string> done =
      write_and_wait<std::string>(store_, [&, now = clock_.now()](Tx& tx) { return work(tx, now); });
  if (done.has_error()) return {1, failure_line(done.error())};
  if (on_change_) on_change_();
  return {0, *done};
}

CommandOutcome WebhookCommands::add(const EndpointForm& form) {
  return change([&](Tx& tx, Instant now) {
    return printed<EndpointWithSecret>(add_endpoint(tx, context_, operator_actor, form, now), secret_lines);
  });
}

CommandOutcome WebhookCommands::act_on(const Uuid& endpoint, const CommandRequest& request) {
  const std::string& name = request.words.front();
  const std::string further = request.words.size() == 3 ? request.words[2] : std::string{};
  const SeenEndpoint whatever_it_is{endpoint, any_tag()};
  return change([&](Tx& tx, Instant now) -> Result<std::string> {
    if (name == "webhook-enable") {
      return printed<WebhookEndpoint>(enable_endpoint(tx, context_, operator_actor, whatever_it_is, now), state_line);
    }
    if (name == "webhook-disable") {
      return printed<WebhookEndpoint>(disable_endpoint(tx, context_, operator_actor, whatever_it_is, now), state_line);
    }
    if (name == "webhook-remove") {
      if (const Status gone = remove_endpoint(tx, context_, operator_actor, whatever_it_is, now); gone.has_error())
        return gone.error();
      return "the endpoint " + endpoint.text() + " is forgotten\n";
    }
    if (name == "webhook-rotate-secret") {
      return printed<EndpointWithSecret>(rotate_secret(tx, context_, operator_actor, whatever_it_is, now),
                                         secret_lines);
    }
    if (name == "webhook-test") {
      return printed<std::string>(test_endpoint(tx, context_, operator_actor, endpoint, now),
                                  [](const std::string& event) { return "test event " + event + " is in line\n"; });
    }
    if (name == "webhook-redeliver") {
      return printed<Delivery>(
          redeliver(tx, context_, operator_actor, endpoint, further, now),
          [](const Delivery& delivery) { return "event " + delivery.event_id + " is in line once more\n"; });
    }
    const std::optional<Instant> since = parse_rfc3339(further);
    if (name != "webhook-replay" || !since) {
      return failure(ErrorCode::parameter_invalid, "the server does not know this command; is it of another version?");
    }
    return printed<std::int64_t>(
        replay(tx, context_, operator_actor, endpoint, {since, {}}, now),
        [](const std::int64_t& events) { return std::to_string(events) + " events are in line once more\n"; });
  });
}

}  // namespace kiosk::app
