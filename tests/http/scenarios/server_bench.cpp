#include "http/scenarios/server_bench.hpp"

#include <cstdlib>

#include "service/approval_life.hpp"
#include "service/finish_attempt.hpp"
#include "service/operator_commands.hpp"
#include "service/publish_content.hpp"

namespace kiosk::http {

namespace {

template <class T>
T take(Result<T> result) {
  REQUIRE(result.has_value());
  return std::move(*result);
}

}  // namespace

ServerBench::ServerBench(ServerConfig config) {
  store_ = take(sqlite::SqliteStore::open({folder_.path() / "data", [] { std::abort(); }, {}}, log_));
  keys_ = take(crypto::KeyStore::open(folder_.path() / "keys", clock_.now()));
  config.listen_port = 0;
  server_ = std::make_unique<Server>(std::move(config), clock_, log_);
  REQUIRE(server_->bind().has_value());
  base_url_ = "http://127.0.0.1:" + std::to_string(server_->port());
  const onboarding::Programme programme{base_url_, "Office", "com.example.kiosk",
                                        base_url_ + "/ns/kiosk-programme/v1#"};
  credentials_ = std::make_unique<onboarding::OpenBadgeWriter>(programme, *keys_);
  status_lists_ = std::make_unique<onboarding::StatusLists>(programme, *keys_);
  documents_ = std::make_unique<onboarding::Documents>(programme, *status_lists_, *keys_);
  onboarding::Programme former = programme;
  former.base_url = former_base_url;
  checker_ = std::make_unique<onboarding::JwsChecker>(std::vector{programme, former}, *keys_, verifier_);
  press_ = std::make_unique<certificate::Press>(certificate::Issuer{base_url_, programme.issuer_name});
  context_ =
      std::make_unique<Context>(Context{hasher_, entropy_, codec_, *credentials_, editions_, forms_, catalogue_});
  publish_sample();
  status_keeper_ = std::make_unique<onboarding::StatusKeeper>(*store_, clock_, log_, *status_lists_);
  REQUIRE(status_keeper_->start().has_value());
  const HealthParts health{[this] {
                             const std::lock_guard lock{unready_mutex_};
                             return unready_;
                           },
                           [] {
                             return std::vector<Figure>{{"kiosk_test", "gauge", "A figure.", 1}};
                           }};
  REQUIRE(
      server_->start({*store_, *context_, *documents_, *checker_, *press_, passwords_, base_url_, health}).has_value());
}

ServerBench::~ServerBench() {
  status_keeper_.reset();
  server_->stop();
  store_->stop();
  press_.reset();
}

void ServerBench::set_unready(std::vector<std::string> reasons) {
  const std::lock_guard lock{unready_mutex_};
  unready_ = std::move(reasons);
}

void ServerBench::publish_sample() {
  const ContentSet content{
      {test::sample_products_bank(), test::sample_rules_bank()}, {test::sample_exam()}, test::sample_regions()};
  const CataloguePointer catalogue =
      write<CataloguePointer>([&](Tx& tx) { return publish_content(tx, *context_, content, clock_.now()); });
  catalogue_.set(catalogue);
  edition_ = catalogue->exams.at(0);
  for (const PublishedBank& bank : edition_->banks) collect_secrets(*bank.bank);
  for (const char* word : {"correct", "explanation", "tolerance", "seed", "fingerprint", "weight"}) {
    secrets_.push_back(std::string{"\""} + word);
  }
}

void ServerBench::collect_secrets(const Bank& bank) {
  secrets_.push_back(bank.id);
  for (const Item& item : bank.items) {
    secrets_.push_back(item.id);
    secrets_.push_back(item.source);
    for (const auto& [language, text] : item.explanation) secrets_.push_back(text);
  }
}

void ServerBench::add_staff(const std::string& name, Role role, const std::string& password) {
  std::promise<std::optional<std::string>> hashed;
  passwords_.hash(password, [&](std::optional<std::string> hash) { hashed.set_value(std::move(hash)); });
  const std::optional<std::string> hash = hashed.get_future().get();
  REQUIRE(hash);
  write<Uuid>([&](Tx& tx) { return kiosk::add_staff(tx, *context_, {name, role, *hash}, clock_.now()); });
}

std::string ServerBench::add_token(const std::vector<Scope>& scopes) {
  return write<std::string>([&](Tx& tx) {
    return add_machine_token(tx, *context_, "test-machine-" + std::to_string(++tokens_), scopes, clock_.now());
  });
}

int ServerBench::close_overdue() {
  const int closed = write<int>([&](Tx& tx) -> Result<int> {
    const Result<std::vector<Uuid>> overdue = overdue_attempts(tx, clock_.now(), 100);
    for (const Uuid& attempt : *overdue) {
      if (const Status status = close_attempt(tx, *context_, attempt, clock_.now()); status.has_error()) {
        return status.error();
      }
    }
    return static_cast<int>(overdue->size());
  });
  server_->events_committed();
  return closed;
}

int ServerBench::settle_approvals() {
  return write<int>([&](Tx& tx) -> Result<int> {
    const Result<std::vector<Uuid>> due = due_approvals(tx, clock_.now(), 100);
    for (const Uuid& approval : *due) {
      if (const Status status = settle_approval(tx, *context_, approval, clock_.now()); status.has_error()) {
        return status.error();
      }
    }
    return static_cast<int>(due->size());
  });
}

Form ServerBench::form_of(const std::string& attempt_id) {
  return read<Form>([&](const ReadTx& tx) {
    const std::optional<Attempt> attempt = tx.attempts().find(*Uuid::parse(attempt_id));
    REQUIRE(attempt);
    return tx.attempts().form(attempt->row);
  });
}

}  // namespace kiosk::http
