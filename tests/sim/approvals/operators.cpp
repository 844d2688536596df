#include "sim/approvals/operators.hpp"

#include "service/signing_keys.hpp"
#include "service/webhook_endpoints.hpp"

namespace kiosk::sim {

namespace {

constexpr std::uint64_t operator_stream = 705;
constexpr std::uint64_t rotation_stream = 706;
constexpr const char* actor_name = "operator";
constexpr int few_at_once = 2;
constexpr seconds added_again_after{20};
constexpr seconds recertified_within{5 * 86400};

}  // namespace

Operators::Operators(EventQueue& time, Machine& machine, SecretBook& secrets, Tally& tally, std::uint64_t seed,
                     bool push)
    : time_(time),
      machine_(machine),
      secrets_(secrets),
      tally_(tally),
      chance_(seed, operator_stream),
      rotation_(seed, rotation_stream),
      push_(push) {}

void Operators::begin() {
  if (push_) add_endpoint();
  wait();
}

void Operators::wait() {
  time_.after(seconds{chance_.between(3600, 30 * 3600)}, [this] {
    if (resting_) return;
    go_on();
    act();
    wait();
  });
}

/// Long before the first pass: an endpoint gets what happens from then on.
void Operators::add_endpoint() {
  if (has_endpoint_) return;
  time_.after(added_again_after, [this] { add_endpoint(); });
  const auto salt = std::make_shared<std::string>();
  const auto job = [this, salt](Tx& tx, const Context& context, Instant now) -> Status {
    if (!tx.webhooks().endpoints().empty()) return {};
    const auto added =
        kiosk::add_endpoint(tx, context, actor_name, {"https://onboarding.example/hooks", "shops", {}}, now);
    if (added.has_error()) return added.error();
    *salt = added->endpoint.secret.text;
    secrets_.offer(*salt, added->secret, now);
    return {};
  };
  machine_.submit(job, [this, salt](const Status& status) {
    has_endpoint_ = status.has_value();
    if (status.has_value() && !salt->empty()) secrets_.settle(*salt);
  });
}

void Operators::act() {
  const auto dice = chance_.below(100);
  if (dice < 25) return change_key();
  if (dice < 40) return compromise_key();
  if (dice < 50) return change_rules();
  if (push_) tend_webhook(chance_.percent(20));
}

/// Publish, wait, sign: in this order.
void Operators::change_key() {
  KeyChest& keys = machine_.keys();
  if (next_key_.empty()) {
    next_key_ = keys.add();
    return machine_.submit(
        [names = keys.published_names()](Tx& tx, const Context&, Instant now) -> Status {
          note_published_keys(tx, names, now);
          return {};
        },
        [](const Status&) {});
  }
  std::optional<Instant> published;
  machine_.read([&](const ReadTx& tx, const Context&) { published = key_published_at(tx, next_key_); });
  if (!published || time_.now() - *published < key_wait) return;
  keys.sign_with(next_key_);
  next_key_.clear();
  ++tally_["keys changed"];
}

/// As the command does it: a key that signs, the old one gone, then the credentials.
void Operators::compromise_key() {
  KeyChest& keys = machine_.keys();
  const std::string name = keys.signing();
  keys.sign_with(keys.add());
  keys.withdraw(name);
  compromised_.insert(name);
  ++tally_["keys compromised"];
  reissue(name, {});
}

void Operators::reissue(const std::string& name, const ReissueStep& before) {
  const auto step = std::make_shared<ReissueStep>();
  machine_.submit(
      [name, before, step](Tx& tx, const Context& context, Instant now) -> Status {
        const auto next = reissue_credentials(tx, context, name, before, few_at_once, now);
        if (next.has_error()) return next.error();
        *step = *next;
        return {};
      },
      [this, name, before, step](const Status& status) {
        if (status.has_error()) return;
        tally_["credentials reissued"] += step->reissued - before.reissued;
        if (!step->done) return reissue(name, *step);
        compromised_.erase(name);
      });
}

void Operators::change_rules() {
  if (recertify_by_ || !machine_.serves()) return;
  machine_.publish_next_edition();
  recertify_by_ = time_.now() + recertified_within;
  recertify_from({});
}

void Operators::recertify_from(const RecertifyStep& before) {
  if (!recertify_by_) return;
  if (time_.now() >= *recertify_by_) return recertify_by_.reset();
  const auto step = std::make_shared<RecertifyStep>();
  machine_.submit(
      [before, step, by = *recertify_by_](Tx& tx, const Context& context, Instant now) -> Status {
        const std::string exam = context.catalogue.get()->exams.front()->exam.id;
        const auto next = recertify(tx, context, exam, by, before, few_at_once, now);
        if (next.has_error()) return next.error();
        *step = *next;
        return {};
      },
      [this, step](const Status& status) {
        if (status.has_error()) return;
        if (!step->done) return recertify_from(*step);
        tally_["asked to recertify"] += step->asked;
        recertify_by_.reset();
      });
}

void Operators::go_on() {
  for (const std::string& name : std::set<std::string>{compromised_}) reissue(name, {});
  recertify_from({});
}

void Operators::tend_webhook(bool all) {
  std::vector<WebhookEndpoint> endpoints;
  machine_.read([&](const ReadTx& tx, const Context&) { endpoints = tx.webhooks().endpoints(); });
  for (const WebhookEndpoint& endpoint : endpoints) put_in_line(endpoint, all);
}

void Operators::put_in_line(const WebhookEndpoint& endpoint, bool all) {
  const auto again = std::make_shared<std::int64_t>(0);
  const auto salt = std::make_shared<std::string>();
  const bool rotates = rotation_.percent(50);
  machine_.submit(
      [this, id = endpoint.id, all, again, rotates, salt](Tx& tx, const Context& context, Instant now) -> Status {
        const SeenEndpoint seen{id, any_tag()};
        if (rotates) {
          const auto rotated = rotate_secret(tx, context, actor_name, seen, now);
          if (rotated.has_error()) return rotated.error();
          *salt = rotated->endpoint.secret.text;
          secrets_.offer(*salt, rotated->secret, now);
        }
        const auto enabled = enable_endpoint(tx, context, actor_name, seen, now);
        if (enabled.has_error()) return enabled.error();
        if (all) {
          const auto count = replay(tx, context, actor_name, id, {Instant{}, {}}, now);
          if (count.has_error()) return count.error();
          return {};
        }
        *again = 0;
        for (const Delivery& dead : tx.webhooks().deliveries(enabled->row, DeliveryState::dead, {}, 100)) {
          const auto done = redeliver(tx, context, actor_name, id, dead.event_id, now);
          if (done.has_error()) return done.error();
          ++*again;
        }
        const auto test = test_endpoint(tx, context, actor_name, id, now);
        if (test.has_error()) return test.error();
        return {};
      },
      [this, all, again, salt](const Status& status) {
        if (status.has_error()) return;
        if (!salt->empty()) secrets_.settle(*salt);
        if (all) ++tally_["replays"];
        tally_["redelivered"] += *again;
      });
}

}  // namespace kiosk::sim
