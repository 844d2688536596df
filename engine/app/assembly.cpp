#include "app/assembly.hpp"

#include <unistd.h>

#include "app/base_url.hpp"
#include "app/wait_for.hpp"
#include "service/audit.hpp"

namespace kiosk::app {

namespace {

constexpr const char* base_url_setting = "base-url";
constexpr int exit_after_store_failure = 3;

/// Latest time that the store knows: our clock never starts before it.
Result<Instant> latest_time(Store& store) {
  return read_and_wait<Instant>(store, [](const ReadTx& tx) -> Result<Instant> {
    const std::optional<AuditEntry> last = tx.audit().last();
    return last ? last->time : Instant{};
  });
}

onboarding::Programme programme(const Options& options, const std::string& base_url) {
  onboarding::Programme programme;
  programme.base_url = base_url;
  programme.issuer_name = options.issuer_name;
  programme.event_type_prefix = options.event_type_prefix;
  programme.vocabulary = options.vocabulary.empty() ? base_url + "/ns/kiosk-programme/v1#" : options.vocabulary;
  return programme;
}

}  // namespace

Result<std::unique_ptr<Assembly>> Assembly::open(const Options& options, LogSink& log) {
  sqlite::StoreOptions store_options;
  store_options.data = options.data;
  store_options.on_fatal = [] { ::_exit(exit_after_store_failure); };
  Result<std::unique_ptr<sqlite::SqliteStore>> store = sqlite::SqliteStore::open(store_options, log);
  if (store.has_error()) return store.error();
  Result<std::string> secret = crypto::load_or_create_secret(options.data / "secret.key");
  if (secret.has_error()) return secret.error();
  Result<std::unique_ptr<crypto::KeyStore>> keys =
      crypto::KeyStore::open(options.data / "keys", SystemClock::wall_now());
  if (keys.has_error()) return keys.error();
  std::unique_ptr<Assembly> assembly(new Assembly(options, std::move(*store), std::move(*secret), std::move(*keys)));
  const Result<Instant> latest = latest_time(*assembly->store_);
  if (latest.has_error()) return latest.error();
  assembly->clock_ = std::make_unique<SystemClock>(*latest);
  return assembly;
}

Assembly::Assembly(const Options& options, std::unique_ptr<sqlite::SqliteStore> store, std::string secret,
                   std::unique_ptr<crypto::KeyStore> keys)
    : options_(options), store_(std::move(store)), hasher_(std::move(secret)), keys_(std::move(keys)) {}

Status Assembly::pin_base_url(const std::string& wanted) {
  const Result<std::string> pinned = write_and_wait<std::string>(*store_, [&](Tx& tx) -> Result<std::string> {
    if (const auto known = tx.settings().get(base_url_setting)) return *known;
    if (const Status status = check_base_url(wanted, options_.allow_plain_http); status.has_error()) {
      return status.error();
    }
    tx.settings().set(base_url_setting, wanted);
    return wanted;
  });
  if (pinned.has_error()) return pinned.error();
  if (!options_.base_url.empty() && options_.base_url != *pinned) {
    return failure(ErrorCode::parameter_invalid, "credentials of this data directory name " + *pinned +
                                                     " for ever, not " + options_.base_url +
                                                     "; change it with: kiosk-exam base-url URL");
  }
  use_base_url(*pinned);
  return {};
}

Status Assembly::use_pinned_base_url() {
  const Result<std::string> pinned = read_and_wait<std::string>(*store_, [](const ReadTx& tx) -> Result<std::string> {
    return tx.settings().get(base_url_setting).value_or("http://127.0.0.1");
  });
  if (pinned.has_error()) return pinned.error();
  use_base_url(*pinned);
  return {};
}

void Assembly::use_base_url(const std::string& url) {
  base_url_ = url;
  credentials_ = std::make_unique<onboarding::OpenBadgeWriter>(programme(options_, base_url_), *keys_);
  documents_ = std::make_unique<onboarding::Documents>(programme(options_, base_url_), *keys_, keys_->published());
  context_ = std::make_unique<Context>(Context{hasher_, entropy_, codec_, *credentials_, editions_, catalogue_});
}

Status Assembly::change_base_url(const std::string& url) {
  const Result<bool> changed = write_and_wait<bool>(*store_, [&, now = clock_->now()](Tx& tx) -> Result<bool> {
    tx.settings().set(base_url_setting, url);
    append_audit(tx, hasher_, {"operator", "base-url-changed", "server", "url=" + url}, now);
    return true;
  });
  if (changed.has_error()) return changed.error();
  return {};
}

}  // namespace kiosk::app
