#include "contract/samples.hpp"

namespace kiosk::test {

namespace {

WebhookEndpoint an_endpoint(std::uint64_t number) {
  WebhookEndpoint endpoint;
  endpoint.id = an_id(number);
  endpoint.url = "https://receiver.example/" + std::to_string(number);
  endpoint.description = "the \"first\"; 第一";
  endpoint.event_types = {"approval.issued", "approval.revoked"};
  endpoint.created_at = noon;
  endpoint.secret.text = std::string(32, 'a');
  return endpoint;
}

EndpointId add(Bench& bench, std::uint64_t number) {
  return bench.set([&](Tx& tx) { return tx.webhooks().add_endpoint(an_endpoint(number)); });
}

Delivery a_delivery(EndpointId endpoint, std::int64_t sequence) {
  const OutboxEvent event = an_event(sequence);
  Delivery delivery;
  delivery.endpoint = endpoint;
  delivery.event_id = event.id;
  delivery.type = event.type;
  delivery.subject = event.subject;
  delivery.sequence = sequence;
  delivery.created_at = noon + seconds{sequence};
  delivery.next_at = noon + seconds{10 - sequence};
  return delivery;
}

/// Events 1 to `count`, each on its way to the endpoint.
void add_deliveries(Bench& bench, EndpointId endpoint, std::int64_t count) {
  bench.act([&](Tx& tx) {
    for (std::int64_t sequence = 1; sequence <= count; ++sequence) {
      if (tx.outbox().head() < sequence) tx.outbox().add(an_event(sequence));
      tx.webhooks().add_delivery(a_delivery(endpoint, sequence), {});
    }
  });
}

std::vector<std::string> ids(const std::vector<Delivery>& deliveries) {
  std::vector<std::string> found;
  for (const Delivery& delivery : deliveries) found.push_back(delivery.event_id);
  return found;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("A webhook endpoint is kept with all that may change, until it is removed", "[contract]") {
  Bench bench{EVERY_STORE()};
  add(bench, 1);
  const EndpointId row = add(bench, 2);
  WebhookEndpoint changed = an_endpoint(2);
  changed.row = row;
  changed.url = "https://other.example/";
  changed.event_types = {};
  changed.disabled = DisableReason::failing;
  changed.previous_secret = changed.secret;
  changed.previous_until = noon + seconds{5};
  changed.secret.text = std::string(32, 'b');
  changed.cursor = 7;
  changed.replay_after = 3;
  changed.replay_to = 5;
  changed.failing_since = noon + seconds{1};
  changed.failed_at = noon + seconds{2};
  bench.act([&](Tx& tx) { tx.webhooks().update_endpoint(changed); });

  const auto found = bench.get([](const ReadTx& tx) { return tx.webhooks().endpoint(an_id(2)); });
  REQUIRE(found.has_value());
  CHECK(found->row == row);
  CHECK(found->url == changed.url);
  CHECK(found->description == changed.description);
  CHECK(found->event_types.empty());
  CHECK(found->created_at == noon);
  CHECK(found->disabled == DisableReason::failing);
  CHECK(found->secret.text == changed.secret.text);
  CHECK(found->previous_secret.text == changed.previous_secret.text);
  CHECK(found->previous_until == changed.previous_until);
  CHECK(found->cursor == 7);
  CHECK(found->replay_after == 3);
  CHECK(found->replay_to == 5);
  CHECK(found->failing_since == changed.failing_since);
  CHECK(found->failed_at == changed.failed_at);
  const auto all = bench.get([](const ReadTx& tx) { return tx.webhooks().endpoints(); });
  REQUIRE(all.size() == 2);
  CHECK(all.front().id == an_id(1));
  CHECK(all.front().event_types == an_endpoint(1).event_types);
  CHECK_FALSE(all.front().disabled.has_value());

  bench.act([&](Tx& tx) { tx.webhooks().remove_endpoint(row, noon); });
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.webhooks().endpoint(an_id(2)).has_value(); }));
  CHECK(bench.get([](const ReadTx& tx) { return tx.webhooks().endpoints().size(); }) == 1);
  const auto update = bench.write([&](Tx& tx) -> Status {
    tx.webhooks().update_endpoint(changed);
    return {};
  });
  CHECK(update.error().code == ErrorCode::internal);
  const auto same_id = bench.write([](Tx& tx) -> Status {
    tx.webhooks().add_endpoint(an_endpoint(1));
    return {};
  });
  CHECK(same_id.error().code == ErrorCode::internal);
}

TEST_CASE("Deliveries are due in the order of their times", "[contract]") {
  Bench bench{EVERY_STORE()};
  const EndpointId endpoint = add(bench, 1);
  const EndpointId other = add(bench, 2);
  add_deliveries(bench, endpoint, 4);  // due 9, 8, 7, 6 s after noon
  add_deliveries(bench, other, 1);
  const auto due = [&](int after_s, int limit) {
    return ids(
        bench.get([&](const ReadTx& tx) { return tx.webhooks().due(endpoint, noon + seconds{after_s}, limit); }));
  };
  CHECK(due(5, 10).empty());
  CHECK(due(8, 10) == Ids{"evt_4", "evt_3", "evt_2"});
  CHECK(due(9, 2) == Ids{"evt_4", "evt_3"});
  CHECK(bench.get([&](const ReadTx& tx) { return tx.webhooks().next_due(endpoint); }) == noon + seconds{6});
  CHECK(bench.get([&](const ReadTx& tx) { return tx.webhooks().oldest_pending(endpoint); }) == noon + seconds{1});
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.webhooks().next_due(EndpointId{9}).has_value(); }));
  CHECK_FALSE(bench.get([](const ReadTx& tx) { return tx.webhooks().oldest_pending(EndpointId{9}).has_value(); }));
}

TEST_CASE("What became of a delivery is kept, try by try", "[contract]") {
  Bench bench{EVERY_STORE()};
  const EndpointId endpoint = add(bench, 1);
  add_deliveries(bench, endpoint, 3);
  const auto find = [&](const std::string& id) {
    return bench.get([&](const ReadTx& tx) { return tx.webhooks().delivery(endpoint, id); });
  };
  Delivery delivery = find("evt_2").value();
  CHECK(delivery.type == an_event(2).type);
  CHECK(delivery.subject == an_event(2).subject);
  CHECK(delivery.sequence == 2);
  CHECK(delivery.created_at == noon + seconds{2});
  delivery.state = DeliveryState::dead;
  delivery.attempts = 3;
  delivery.failures = 2;
  delivery.next_at.reset();
  delivery.last_outcome = AttemptOutcome::refused;
  delivery.last_status = 413;
  delivery.last_error = "status 413";
  bench.act([&](Tx& tx) {
    tx.webhooks().update_delivery(delivery);
    tx.webhooks().add_attempt(delivery.row, {noon, AttemptOutcome::timed_out, 0, milliseconds{15'000}, "no answer"});
    tx.webhooks().add_attempt(delivery.row, {noon, AttemptOutcome::refused, 413, milliseconds{2}, "status 413"});
  });
  const Delivery found = find("evt_2").value();
  CHECK(found.state == DeliveryState::dead);
  CHECK(found.attempts == 3);
  CHECK(found.failures == 2);
  CHECK_FALSE(found.next_at.has_value());
  CHECK(found.last_outcome == AttemptOutcome::refused);
  CHECK(found.last_status == 413);
  CHECK(found.last_error == "status 413");
  const auto log = bench.get([&](const ReadTx& tx) { return tx.webhooks().attempts(delivery.row); });
  REQUIRE(log.size() == 2);
  CHECK(log[0].outcome == AttemptOutcome::timed_out);
  CHECK(log[0].took == milliseconds{15'000});
  CHECK(log[1].status == 413);
  CHECK(log[1].at == noon);
  CHECK(log[1].error == "status 413");
  CHECK(bench.get([&](const ReadTx& tx) { return tx.webhooks().dead_letters(endpoint); }) == 1);
  CHECK(bench.get([&](const ReadTx& tx) { return tx.webhooks().pending(endpoint); }) == 2);
  CHECK(ids(bench.get([&](const ReadTx& tx) { return tx.webhooks().due(endpoint, noon + seconds{60}, 9); })) ==
        Ids{"evt_3", "evt_1"});
  CHECK_FALSE(find("evt_9").has_value());

  const auto page = [&](std::optional<DeliveryState> state, std::optional<DeliveryId> before, int limit) {
    return ids(bench.get([&](const ReadTx& tx) { return tx.webhooks().deliveries(endpoint, state, before, limit); }));
  };
  CHECK(page(std::nullopt, std::nullopt, 2) == Ids{"evt_3", "evt_2"});
  CHECK(page(std::nullopt, delivery.row, 9) == Ids{"evt_1"});
  CHECK(page(DeliveryState::pending, std::nullopt, 9) == Ids{"evt_3", "evt_1"});
  CHECK(page(DeliveryState::dead, std::nullopt, 9) == Ids{"evt_2"});
}

TEST_CASE("Deliveries of one subject are found at all endpoints, newest first", "[contract]") {
  Bench bench{EVERY_STORE()};
  add_deliveries(bench, add(bench, 1), 2);
  add_deliveries(bench, add(bench, 2), 2);
  const std::string subject = an_event(1).subject;
  const auto found = [&](const std::string& wanted, int limit) {
    std::vector<std::int64_t> rows;
    for (const Delivery& delivery :
         bench.get([&](const ReadTx& tx) { return tx.webhooks().of_subject(wanted, limit); })) {
      CHECK(delivery.subject == wanted);
      rows.push_back(delivery.endpoint.value);
    }
    return rows;
  };
  CHECK(found(subject, 9) == std::vector<std::int64_t>{2, 1});
  CHECK(found(subject, 1) == std::vector<std::int64_t>{2});
  CHECK(found("approvals/nobody", 9).empty());
}

TEST_CASE("A delivery that cannot be is refused", "[contract]") {
  Bench bench{EVERY_STORE()};
  const EndpointId endpoint = add(bench, 1);
  add_deliveries(bench, endpoint, 1);
  bench.act([](Tx& tx) { tx.outbox().add(an_event(2)); });
  Delivery delivery = a_delivery(endpoint, 2);
  SECTION("the event is on its way already") { delivery = a_delivery(endpoint, 1); }
  SECTION("no such endpoint") { delivery.endpoint = EndpointId{9}; }
  SECTION("no such event") { delivery.sequence = 9; }
  SECTION("pending without a time") { delivery.next_at.reset(); }
  SECTION("delivered with a time") { delivery.state = DeliveryState::delivered; }
  SECTION("more failures than tries") { delivery.failures = 1; }
  const Status status = bench.write([&](Tx& tx) -> Status {
    tx.webhooks().add_delivery(delivery, {});
    return {};
  });
  CHECK(status.error().code == ErrorCode::internal);
}

TEST_CASE("A test has a body of its own", "[contract]") {
  Bench bench{EVERY_STORE()};
  Delivery delivery = a_delivery(add(bench, 1), 1);
  delivery.sequence.reset();
  const DeliveryId row = bench.set([&](Tx& tx) { return tx.webhooks().add_delivery(delivery, "{\"a\":1}"); });
  CHECK(bench.get([&](const ReadTx& tx) { return tx.webhooks().test_body(row); }) == "{\"a\":1}");
  const auto found = bench.get([&](const ReadTx& tx) { return tx.webhooks().delivery(delivery.endpoint, "evt_1"); });
  REQUIRE(found.has_value());
  CHECK_FALSE(found->sequence.has_value());
}

}  // namespace kiosk::test
