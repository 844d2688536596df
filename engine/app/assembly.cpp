#include "app/assembly.hpp"

#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <sstream>

#include "app/base_url.hpp"
#include "app/wait_for.hpp"
#include "service/audit.hpp"
#include "service/server_time.hpp"

namespace kiosk::app {

namespace {

constexpr const char* base_url_setting = "base-url";
constexpr const char* former_base_urls_setting = "former-base-urls";  // with a blank after each
constexpr const char* secret_setting = "secret-check";
constexpr int exit_after_store_failure = 1;

/// Tells one secret from another and says nothing about either.
std::string check_value(const std::string& secret) { return crypto::KeyedHasher{secret}.keyed("check", "").hex(); }

/// The secret and the signing keys belong to the database: another secret would know nobody, another key would not
/// verify what was issued. They are made for a new database only.
Result<std::string> open_secret(Store& store, const std::filesystem::path& data) {
  const std::filesystem::path path = data / "secret.key";
  const Result<std::string> known = read_and_wait<std::string>(
      store, [](const ReadTx& tx) -> Result<std::string> { return tx.settings().get(secret_setting).value_or(""); });
  if (known.has_error()) return known.error();
  Result<std::string> secret = known->empty() ? crypto::load_or_create_secret(path) : crypto::load_secret(path);
  if (secret.has_error() || known->empty()) return secret;
  if (check_value(*secret) != *known) {
    return failure(ErrorCode::store_failed,
                   path.string() + " is not the secret of this database; put the right one back");
  }
  if (!std::filesystem::exists(data / "keys" / "signing-key")) {
    return failure(ErrorCode::key_unknown, (data / "keys").string() +
                                               " lacks the signing key of this database; put the folder back: "
                                               "credentials issued so far verify against its keys");
  }
  return secret;
}

onboarding::Programme programme(const Options& options, const onboarding::ProgrammeTexts& texts,
                                const std::string& base_url) {
  onboarding::Programme programme;
  programme.texts = texts;
  programme.base_url = base_url;
  programme.issuer_name = options.issuer_name;
  programme.event_type_prefix = options.event_type_prefix;
  programme.vocabulary = options.vocabulary.empty() ? base_url + "/ns/kiosk-programme/v1#" : options.vocabulary;
  return programme;
}

std::vector<std::string> former_base_urls(const ReadTx& tx) {
  std::istringstream urls{tx.settings().get(former_base_urls_setting).value_or("")};
  return {std::istream_iterator<std::string>{urls}, {}};
}

void keep_former_base_url(Tx& tx, const std::string& url) {
  const std::vector<std::string> kept = former_base_urls(tx);
  if (std::find(kept.begin(), kept.end(), url) != kept.end()) return;
  const std::string before = tx.settings().get(former_base_urls_setting).value_or("");
  tx.settings().set(former_base_urls_setting, before + url + " ");
}

}  // namespace

Result<std::unique_ptr<Assembly>> Assembly::open(const Options& options, LogSink& log) {
  Result<ProgrammeSpeech> speech = load_programme_speech(options.programme_file);
  if (speech.has_error()) return speech.error();
  sqlite::StoreOptions store_options;
  store_options.data = options.data;
  store_options.on_fatal = [] { ::_exit(exit_after_store_failure); };
  Result<std::unique_ptr<sqlite::SqliteStore>> store = sqlite::SqliteStore::open(store_options, log);
  if (store.has_error()) return store.error();
  Result<std::string> secret = open_secret(**store, options.data);
  if (secret.has_error()) return secret.error();
  Result<std::unique_ptr<crypto::KeyStore>> keys =
      crypto::KeyStore::open(options.data / "keys", SystemClock::wall_now());
  if (keys.has_error()) return keys.error();
  const std::string check = check_value(*secret);
  std::unique_ptr<Assembly> assembly(new Assembly(options, std::move(*store), std::move(*secret), std::move(*keys)));
  assembly->speech_ = std::move(*speech);
  const Result<ServerTime> time = write_and_wait<ServerTime>(*assembly->store_, [&](Tx& tx) -> Result<ServerTime> {
    tx.settings().set(secret_setting, check);
    return kept_server_time(tx);
  });
  if (time.has_error()) return time.error();
  assembly->clock_ = std::make_unique<SystemClock>(time->now, time->step);
  return assembly;
}

Assembly::Assembly(const Options& options, std::unique_ptr<sqlite::SqliteStore> store, std::string secret,
                   std::unique_ptr<crypto::KeyStore> keys)
    : options_(options),
      store_(std::move(store)),
      hasher_(std::move(secret)),
      passwords_(std::make_unique<crypto::Argon2Hasher>()),
      keys_(std::move(keys)) {}

Status Assembly::pin_base_url(const std::string& wanted) {
  const Result<BaseUrls> pinned = write_and_wait<BaseUrls>(*store_, [&](Tx& tx) -> Result<BaseUrls> {
    tx.settings().set(number_prefix_setting, speech_.number_prefix);
    if (const auto known = tx.settings().get(base_url_setting)) return BaseUrls{*known, former_base_urls(tx)};
    if (const Status status = check_base_url(wanted, options_.allow_plain_http); status.has_error()) {
      return status.error();
    }
    tx.settings().set(base_url_setting, wanted);
    return BaseUrls{wanted, {}};
  });
  if (pinned.has_error()) return pinned.error();
  if (!options_.base_url.empty() && options_.base_url != pinned->now) {
    return failure(ErrorCode::parameter_invalid, "credentials of this data directory name " + pinned->now +
                                                     " for ever, not " + options_.base_url +
                                                     "; change it with: kiosk-exam base-url URL");
  }
  use_base_url(*pinned);
  return {};
}

Status Assembly::use_pinned_base_url() {
  const Result<BaseUrls> pinned = read_and_wait<BaseUrls>(*store_, [](const ReadTx& tx) -> Result<BaseUrls> {
    return BaseUrls{tx.settings().get(base_url_setting).value_or("http://127.0.0.1"), former_base_urls(tx)};
  });
  if (pinned.has_error()) return pinned.error();
  use_base_url(*pinned);
  return {};
}

void Assembly::use_base_url(const BaseUrls& urls) {
  base_url_ = urls.now;
  credentials_ = std::make_unique<onboarding::OpenBadgeWriter>(programme(options_, speech_.texts, base_url_), *keys_);
  documents_.reset();  // before the lists that they show
  status_lists_ = std::make_unique<onboarding::StatusLists>(programme(options_, speech_.texts, base_url_), *keys_);
  documents_ =
      std::make_unique<onboarding::Documents>(programme(options_, speech_.texts, base_url_), *status_lists_, *keys_);
  std::vector<onboarding::Programme> programmes{programme(options_, speech_.texts, base_url_)};
  for (const std::string& former : urls.former) programmes.push_back(programme(options_, speech_.texts, former));
  checker_ = std::make_unique<onboarding::JwsChecker>(std::move(programmes), *keys_, verifier_);
  press_ = std::make_unique<certificate::Press>(certificate::Issuer{base_url_, options_.issuer_name});
  context_ = std::make_unique<Context>(
      Context{hasher_, entropy_, codec_, *credentials_, editions_, forms_, catalogue_, destination_rules(options_)});
}

Status Assembly::change_base_url(const std::string& url) {
  return write_and_wait(*store_, [&, now = clock_->now()](Tx& tx) -> Status {
    if (const auto before = tx.settings().get(base_url_setting)) keep_former_base_url(tx, *before);
    tx.settings().set(base_url_setting, url);
    append_audit(tx, hasher_, {"operator", "base-url-changed", "server", "url=" + url}, now);
    return {};
  });
}

}  // namespace kiosk::app
