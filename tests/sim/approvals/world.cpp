#include "sim/approvals/world.hpp"

#include "crypto/sha256.hpp"
#include "sim/approvals/machine.hpp"
#include "sim/approvals/operators.hpp"
#include "sim/approvals/partner.hpp"
#include "sim/approvals/receiver.hpp"
#include "sim/approvals/sender.hpp"
#include "sim/approvals/staff.hpp"
#include "sim/exam/heard.hpp"

namespace kiosk::sim {

namespace {

const Instant world_begins = from_unix_ms(1795316400000);  // 2026-11-22T03:00:00Z
constexpr seconds ticks_every{2 * 3600};
constexpr seconds feed_followed_every{3 * 3600};
constexpr seconds time_to_finish{2 * 3600};
/// Longer than any wait between two tries.
constexpr seconds time_to_deliver{30 * 3600};
constexpr int most_rounds = 6;
constexpr int most_due = 1000;

class ApprovalWorld {
 public:
  explicit ApprovalWorld(const ApprovalOptions& options);
  ApprovalReport run();

  std::int64_t steps() const { return steps_; }
  const Trace& trace() const { return trace_; }

 private:
  void begin();
  void settle_secrets(const ReadTx& tx);
  void tick();
  void new_day();
  void follow_feed();
  void read_page();
  void run_for(milliseconds time);
  void rest();
  void deliver_everything();
  bool everything_delivered();
  void follow_feed_to_its_end();
  void check_at_rest();
  ApprovalReport report();

  ApprovalOptions options_;
  EventQueue time_{world_begins};
  Troubles troubles_;
  TrainedContent content_;
  Trace trace_;
  Tally tally_;
  Machine machine_;
  Checker checker_;
  Consumer consumer_;
  Receiver receiver_;
  Sender sender_;
  Staff staff_;
  Operators operators_;
  std::vector<std::unique_ptr<Partner>> partners_;
  std::int64_t steps_ = 0;
  bool still_ = false;  ///< time does nothing to approvals any more
};

ApprovalWorld::ApprovalWorld(const ApprovalOptions& options)
    : options_(options),
      troubles_(options.seed, options.odds),
      machine_(options.seed, time_, troubles_, content_, trace_),
      checker_(machine_.keys(), tally_),
      consumer_(options.mistake),
      receiver_(options.seed, troubles_, consumer_, checker_, tally_),
      sender_(time_, machine_, receiver_, checker_, tally_, trace_),
      staff_(time_, machine_, checker_, tally_, options.seed),
      operators_(time_, machine_, receiver_.secrets(), tally_, options.seed, options.push) {
  for (int i = 0; i < options.partners; ++i) {
    partners_.push_back(std::make_unique<Partner>(time_, machine_, content_, checker_, options.seed, i));
  }
}

void ApprovalWorld::begin() {
  machine_.switch_on({[this](const ReadTx& tx) {
                        checker_.look_through(tx, time_.now());
                        settle_secrets(tx);
                      },
                      [this] { sender_.begin(); }, [this] { sender_.wake(); }});
  operators_.begin();
  staff_.begin();
  for (const auto& partner : partners_) partner->begin();
  tick();
  new_day();
  follow_feed();
}

/// Whether a secret was made that nobody was answered about.
void ApprovalWorld::settle_secrets(const ReadTx& tx) {
  for (const WebhookEndpoint& endpoint : tx.webhooks().endpoints()) receiver_.secrets().settle(endpoint.secret.text);
}

/// As the server's ticker: what time does to attempts and approvals.
void ApprovalWorld::tick() {
  if (still_) return;
  time_.after(ticks_every, [this] { tick(); });
  machine_.close_overdue();
  std::vector<Uuid> due;
  machine_.read([&](const ReadTx& tx, const Context&) { due = due_approvals(tx, time_.now(), most_due).value(); });
  for (const Uuid& approval : due) {
    machine_.submit(
        [approval](Tx& tx, const Context& context, Instant now) { return settle_approval(tx, context, approval, now); },
        [](const Status&) {});
  }
}

void ApprovalWorld::new_day() {
  time_.after(seconds{86400}, [this] { new_day(); });
  receiver_.new_day(time_.now());
  // As the server's ticker, which does it more often.
  machine_.submit(
      [](Tx& tx, const Context&, Instant now) -> Status {
        tx.answers().remove_expired(now, most_due);
        return {};
      },
      [](const Status&) {});
}

void ApprovalWorld::follow_feed() {
  time_.after(feed_followed_every, [this] { follow_feed(); });
  if (!options_.push || troubles_.happens(Trouble::follows_feed)) read_page();
}

void ApprovalWorld::read_page() {
  machine_.receive(FeedRequest{consumer_.cursor()}, [this, cursor = consumer_.cursor()](const Answered& answer) {
    const auto* feed = std::get_if<HeardFeed>(&answer);
    if (feed == nullptr || cursor != consumer_.cursor()) return;
    std::int64_t expected = feed->page.after;
    for (const OutboxEvent& event : feed->events) {
      require(event.sequence == ++expected, "A6: a gap in a page of the feed");
      checker_.sent(event.id, event.body);
    }
    consumer_.take_page(feed->events, troubles_.happens(Trouble::feed_crash));
  });
}

void ApprovalWorld::run_for(milliseconds time) {
  const Instant end = time_.now() + time;
  while (time_.step(end)) {
  }
}

/// Nobody begins anything more and nothing goes wrong any more; what was begun ends.
void ApprovalWorld::rest() {
  troubles_.end();
  machine_.calm();
  receiver_.calm();
  staff_.rest();
  operators_.rest();
  for (const auto& partner : partners_) partner->rest();
  run_for(time_to_finish);
  require(machine_.serves(), "liveness: no server runs");
  operators_.go_on();
  run_for(time_to_finish);
  require(operators_.has_finished(), "liveness: a command does not come to its end");
  checker_.throw_noted();
}

bool ApprovalWorld::everything_delivered() {
  bool delivered = true;
  const bool could_read = machine_.read([&](const ReadTx& tx, const Context&) {
    checker_.check_deliveries(tx);
    for (const WebhookEndpoint& endpoint : tx.webhooks().endpoints()) {
      delivered &= !endpoint.disabled && endpoint.cursor == tx.outbox().head() &&
                   tx.webhooks().pending(endpoint.row) == 0 && tx.webhooks().dead_letters(endpoint.row) == 0;
    }
  });
  return could_read && delivered;
}

/// Dead letters are redelivered; what the receiver has acknowledged and forgotten is replayed.
void ApprovalWorld::deliver_everything() {
  everything_delivered();
  operators_.tend_webhook(receiver_.has_forgotten());
  for (int round = 0; round < most_rounds; ++round) {
    run_for(time_to_deliver);
    if (everything_delivered()) return;
    operators_.tend_webhook(false);
  }
  throw Violation("liveness: an event is not delivered");
}

void ApprovalWorld::follow_feed_to_its_end() {
  std::string before = "none";
  while (before != consumer_.cursor()) {
    before = consumer_.cursor();
    read_page();
    run_for(seconds{60});
  }
}

void ApprovalWorld::check_at_rest() {
  machine_.read([this](const ReadTx& tx, const Context& context) {
    checker_.look_through(tx, time_.now());
    const std::int64_t head = tx.outbox().head();
    require(static_cast<std::int64_t>(consumer_.seen().size()) == head, "A4: the consumer has missed an event");
    checker_.check_effects(tx, consumer_, time_.now());
    checker_.check_status_lists(tx, machine_.status_lists());
    const auto digest = digest_feed(tx, context, {machine_.machine_token(), 1, {}});
    std::string ids;
    for (const auto& [sequence, id] : consumer_.seen()) ids += (ids.empty() ? "" : "\n") + id;
    require(digest.has_value() && digest->count == head && digest->sha256 == crypto::sha256(ids),
            "A6: the digests of feed and consumer differ");
    tally_["events"] += head;
    for (const EventCount& count : tx.outbox().counts())
      tally_[count.type.substr(count.type.find("approval"))] += count.count;
  });
}

ApprovalReport ApprovalWorld::run() {
  begin();
  const Instant end = world_begins + seconds{options_.days * 86400};
  while (steps_ < options_.steps && time_.step(end)) ++steps_;
  rest();
  if (options_.push) deliver_everything();
  still_ = true;
  if (options_.push) {
    // Before the feed is asked: push alone must have brought everything.
    machine_.read([this](const ReadTx& tx, const Context&) {
      require(static_cast<std::int64_t>(consumer_.seen().size()) == tx.outbox().head(),
              "A4: an event was delivered and has not arrived");
      checker_.check_effects(tx, consumer_, time_.now());
    });
  }
  follow_feed_to_its_end();
  check_at_rest();
  return report();
}

ApprovalReport ApprovalWorld::report() {
  machine_.count_disk_troubles();
  tally_["lives"] += machine_.lives();
  tally_["secrets replaced"] += std::max(0, receiver_.secrets().replaced());
  tally_["virtual days"] += std::chrono::floor<std::chrono::days>(time_.now() - world_begins).count();
  ++tally_["worlds"];
  return {tally_, troubles_.counts(), trace_.digest()};
}

std::string failure_text(const std::string& rule, const ApprovalOptions& options, std::int64_t steps,
                         const std::deque<std::string>& last) {
  std::string text = rule + "\n  after " + std::to_string(steps) + " steps; once more with KIOSK_SIM_WORLD='" +
                     to_text(options) + "' bin/test_approval_sim\n  what happened last:\n";
  for (const std::string& line : last) text += "    " + line + '\n';
  return text;
}

}  // namespace

ApprovalFailure::ApprovalFailure(const std::string& rule, const ApprovalOptions& options, std::int64_t steps,
                                 const std::deque<std::string>& last)
    : std::runtime_error(failure_text(rule, options, steps, last)), rule_(rule) {}

ApprovalReport& ApprovalReport::operator+=(const ApprovalReport& other) {
  for (const auto& [name, count] : other.tally) tally[name] += count;
  for (std::size_t i = 0; i < trouble_kinds; ++i) troubles[i] += other.troubles[i];
  return *this;
}

std::string to_text(const ApprovalReport& report) {
  std::string text;
  for (const auto& [name, count] : report.tally)
    text += (text.empty() ? "" : ", ") + name + " " + std::to_string(count);
  text += "\n ";
  for (std::size_t i = 0; i < trouble_kinds; ++i) {
    text += ' ' + std::string{trouble_table()[i].name} + ' ' + std::to_string(report.troubles[i]);
  }
  return text;
}

ApprovalReport run_approval_world(const ApprovalOptions& options) {
  ApprovalWorld world{options};
  try {
    return world.run();
  } catch (const Violation& broken) {
    throw ApprovalFailure(broken.what(), options, world.steps(), world.trace().last());
  } catch (const std::exception& other) {
    throw ApprovalFailure(std::string{no_rule} + other.what(), options, world.steps(), world.trace().last());
  }
}

}  // namespace kiosk::sim
