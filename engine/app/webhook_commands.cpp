#include "app/webhook_commands.hpp"

#include "app/operator.hpp"
#include "app/wait_for.hpp"
#include "service/webhook_endpoints.hpp"

namespace kiosk::app {

namespace {

constexpr const char* operator_actor = "operator";

std::string line_of(const WebhookEndpoint& endpoint) {
  const std::string state =
      endpoint.disabled ? "disabled (" + std::string{disable_reason_name(*endpoint.disabled)} + ")" : "enabled";
  return endpoint.id.text() + "  " + state + "  " + endpoint.url + "\n";
}

std::string lines_of(const EndpointWithSecret& shown) {
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
  if (name == "webhook-add" && request.words.size() == 2) return add(request.words[1]);
  if (name.starts_with("webhook-") && request.words.size() >= 2) return act_on(request);
  return std::nullopt;
}

CommandOutcome WebhookCommands::list() {
  const Result<std::string> lines = read_and_wait<std::string>(store_, [](const ReadTx& tx) -> Result<std::string> {
    std::string text;
    for (const WebhookEndpoint& endpoint : tx.webhooks().endpoints()) text += line_of(endpoint);
    return text;
  });
  if (lines.has_error()) return {1, failure_line(lines.error())};
  return {0, *lines};
}

CommandOutcome WebhookCommands::change(const std::function<Result<std::string>(Tx&, Instant now)>& work) {
  const Result<std::string> done =
      write_and_wait<std::string>(store_, [&, now = clock_.now()](Tx& tx) { return work(tx, now); });
  if (done.has_error()) return {1, failure_line(done.error())};
  if (on_change_) on_change_();
  return {0, *done};
}

CommandOutcome WebhookCommands::add(const std::string& url) {
  return change([&](Tx& tx, Instant now) {
    return printed<EndpointWithSecret>(add_endpoint(tx, context_, operator_actor, {url, {}, {}}, now), lines_of);
  });
}

CommandOutcome WebhookCommands::act_on(const CommandRequest& request) {
  const std::optional<Uuid> id = Uuid::parse(request.words[1]);
  if (!id) return {1, "failed: not the id of a webhook endpoint: " + request.words[1] + "\n"};
  const std::string& name = request.words.front();
  const SeenEndpoint whatever_it_is{*id, any_tag()};
  return change([&](Tx& tx, Instant now) -> Result<std::string> {
    if (name == "webhook-enable") {
      return printed<WebhookEndpoint>(enable_endpoint(tx, context_, operator_actor, whatever_it_is, now), line_of);
    }
    if (name == "webhook-disable") {
      return printed<WebhookEndpoint>(disable_endpoint(tx, context_, operator_actor, whatever_it_is, now), line_of);
    }
    if (name == "webhook-rotate-secret") {
      return printed<EndpointWithSecret>(rotate_secret(tx, context_, operator_actor, whatever_it_is, now), lines_of);
    }
    if (name == "webhook-test") {
      return printed<std::string>(test_endpoint(tx, context_, operator_actor, *id, now),
                                  [](const std::string& event) { return "test event " + event + " is in line\n"; });
    }
    const std::optional<Instant> since = request.words.size() == 3 ? parse_rfc3339(request.words[2]) : std::nullopt;
    if (name != "webhook-replay" || !since) {
      return failure(ErrorCode::parameter_invalid, "the server does not know this command; is it of another version?");
    }
    return printed<std::int64_t>(
        replay(tx, context_, operator_actor, *id, {since, {}}, now),
        [](const std::int64_t& events) { return std::to_string(events) + " events are in line once more\n"; });
  });
}

}  // namespace kiosk::app
