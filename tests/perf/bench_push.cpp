#include <stdexcept>

#include "app/assembly.hpp"
#include "app/spdlog_sink.hpp"
#include "app/wait_for.hpp"
#include "onboarding/webhook_sender.hpp"
#include "perf/bare_receiver.hpp"
#include "perf/bench.hpp"
#include "perf/seed.hpp"
#include "service/webhook_endpoints.hpp"

namespace kiosk::perf {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t event_bytes = 5'700;  // of an approval with its credential: approvals.md §2.1
constexpr int in_flight = 8;
constexpr std::chrono::seconds patience{120};

std::string event_of_size(std::int64_t sequence) {
  const std::string start = R"({"n":)" + std::to_string(sequence) + R"(,"credential":")";
  return start + std::string(event_bytes - start.size() - 2, 'x') + "\"}";
}

void must(const Status& status) {
  if (status.has_error()) throw std::runtime_error(status.error().detail);
}

/// Events as the lifecycle writes them, each about an approval of its own.
void add_events(app::Assembly& assembly, std::int64_t count) {
  const Result<bool> added =
      app::write_and_wait<bool>(assembly.store(), [count, now = assembly.clock().now()](Tx& tx) -> Result<bool> {
        for (std::int64_t i = 0; i < count; ++i) {
          const std::int64_t sequence = tx.outbox().next_sequence();
          const std::string name = std::to_string(sequence);
          tx.outbox().add({sequence, "evt_" + name, "com.example.kiosk.approval.issued.v1", "approvals/" + name,
                           event_of_size(sequence), now});
        }
        return true;
      });
  if (added.has_error()) throw std::runtime_error(added.error().detail);
}

bool all_delivered(app::Assembly& assembly) {
  const Result<bool> done = app::read_and_wait<bool>(assembly.store(), [](const ReadTx& tx) -> Result<bool> {
    const WebhookEndpoint endpoint = tx.webhooks().endpoints().front();
    return endpoint.cursor == tx.outbox().head() && !tx.webhooks().next_due(endpoint.row);
  });
  return done.has_value() && *done;
}

/// Seconds from the wake to the moment at which the last delivery is written down.
double push_all(app::Assembly& assembly, onboarding::WebhookSender& sender) {
  const auto begin = SteadyClock::now();
  sender.wake();
  while (!all_delivered(assembly)) {
    if (SteadyClock::now() - begin > patience) throw std::runtime_error("the events were not delivered");
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  return std::chrono::duration<double>(SteadyClock::now() - begin).count();
}

}  // namespace

std::vector<Row> bench_push(const Scale& scale) {
  const std::int64_t count = scale.pick<std::int64_t>(2'000, 100);
  const Folder folder("push");
  app::Options options;
  options.data = folder.path() / "data";
  options.webhook_loopback_http = true;
  app::SpdlogSink log("error");
  Result<std::unique_ptr<app::Assembly>> opened = app::Assembly::open(options, log);
  if (opened.has_error()) throw std::runtime_error(opened.error().detail);
  app::Assembly& assembly = **opened;
  must(assembly.use_pinned_base_url());
  BareReceiver receiver;
  const std::string url = "http://127.0.0.1:" + std::to_string(receiver.port()) + "/";
  const auto endpoint =
      app::write_and_wait<EndpointWithSecret>(assembly.store(), [&, now = assembly.clock().now()](Tx& tx) {
        return add_endpoint(tx, assembly.context(), "operator", {url, {}, {}}, now);
      });
  if (endpoint.has_error()) throw std::runtime_error(endpoint.error().detail);
  onboarding::WebhookSender sender(assembly.store(), assembly.context(), assembly.clock(), log, {});
  sender.start();

  std::vector<double> ours;
  std::vector<double> bare;
  std::vector<double> ratios;
  std::int64_t expected = 0;
  for (int round = 0; round < scale.pick(5, 1); ++round) {
    add_events(assembly, count);
    ours.push_back(static_cast<double>(count) / push_all(assembly, sender));
    bare.push_back(static_cast<double>(count) / send_barely(receiver.port(), event_of_size(1), in_flight, count));
    ratios.push_back(ours.back() / bare.back());
    expected += 2 * count;
    if (receiver.received() != expected) throw std::runtime_error("a message was lost or doubled");
  }
  sender.stop();
  assembly.store().stop();
  return {{"events pushed and written down, per second", number(median(ours)),
           "bare POSTs of the same bytes, 8 threads: " + number(median(bare)), number(median(ratios), 2),
           ">= 200 a second"}};
}

}  // namespace kiosk::perf
