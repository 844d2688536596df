#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/options.hpp"
#include "app/programme.hpp"
#include "app/system_clock.hpp"
#include "certificate/press.hpp"
#include "crypto/argon2_hasher.hpp"
#include "crypto/es256_key.hpp"
#include "crypto/key_store.hpp"
#include "crypto/keyed_hasher.hpp"
#include "crypto/system_entropy.hpp"
#include "json/content_codec.hpp"
#include "onboarding/credential_checker.hpp"
#include "onboarding/credential_writer.hpp"
#include "onboarding/documents.hpp"
#include "service/context.hpp"
#include "sqlite/sqlite_store.hpp"

namespace kiosk::app {

/// All parts of the engine but the HTTP server, opened on one data directory:
///
///     lock, kiosk.db…   the store            secret.key    key of the keyed hashes
///     keys/             the signing keys     command.sock  how commands reach the running server
class Assembly {
 public:
  /// Errors: those of the store, the secret and the signing keys, each with a message for the operator.
  static Result<std::unique_ptr<Assembly>> open(const Options& options, LogSink& log);

  /// The base URL: pinned in the database when that has one, else `wanted`, which is pinned then. Must be called once,
  /// before credentials are made or documents shown. Errors: `parameter_invalid` when `--base-url` says something else
  /// than the pinned one, or is not a URL that credentials may name.
  Status pin_base_url(const std::string& wanted);

  /// For commands that issue nothing: the pinned base URL if there is one, and nothing is pinned.
  Status use_pinned_base_url();

  /// Pins another base URL from now on; audited. The one so far is kept: what was issued under it still verifies.
  Status change_base_url(const std::string& url);

  const std::string& base_url() const { return base_url_; }
  sqlite::SqliteStore& store() { return *store_; }
  SystemClock& clock() { return *clock_; }
  PasswordHasher& passwords() { return *passwords_; }
  std::size_t passwords_waiting() const { return passwords_->waiting(); }
  /// Neither passwords nor certificates answer any more after this.
  void stop_answering() {
    passwords_.reset();
    press_.reset();
  }
  CurrentCatalogue& catalogue() { return catalogue_; }
  const Context& context() const { return *context_; }
  const PublicDocuments& documents() const { return *documents_; }
  const CredentialChecker& checker() const { return *checker_; }
  crypto::KeyStore& keys() { return *keys_; }
  Certificates& certificates() { return *press_; }
  onboarding::StatusLists& status_lists() { return *status_lists_; }

 private:
  Assembly(const Options& options, std::unique_ptr<sqlite::SqliteStore> store, std::string secret,
           std::unique_ptr<crypto::KeyStore> keys);

  struct BaseUrls {
    std::string now;
    std::vector<std::string> former;
  };
  void use_base_url(const BaseUrls& urls);

  Options options_;
  ProgrammeSpeech speech_;
  std::unique_ptr<sqlite::SqliteStore> store_;
  crypto::KeyedHasher hasher_;
  crypto::SystemEntropy entropy_;
  std::unique_ptr<crypto::Argon2Hasher> passwords_;
  std::unique_ptr<crypto::KeyStore> keys_;
  std::unique_ptr<SystemClock> clock_;
  json::JsonContentCodec codec_;
  Editions editions_{codec_};
  DrawnForms forms_{editions_};
  CurrentCatalogue catalogue_;
  std::string base_url_;
  std::unique_ptr<onboarding::OpenBadgeWriter> credentials_;
  std::unique_ptr<onboarding::StatusLists> status_lists_;
  std::unique_ptr<PublicDocuments> documents_;
  crypto::Es256Verifier verifier_;
  std::unique_ptr<CredentialChecker> checker_;
  std::unique_ptr<certificate::Press> press_;
  std::unique_ptr<Context> context_;
};

}  // namespace kiosk::app
