#pragma once

#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <memory>

#include "certificate/press.hpp"
#include "crypto/argon2_hasher.hpp"
#include "crypto/key_store.hpp"
#include "crypto/keyed_hasher.hpp"
#include "crypto/system_entropy.hpp"
#include "http/server.hpp"
#include "json/content_codec.hpp"
#include "onboarding/credential_checker.hpp"
#include "onboarding/credential_writer.hpp"
#include "onboarding/documents.hpp"
#include "onboarding/status_keeper.hpp"
#include "sqlite/sqlite_store.hpp"
#include "support/http_client/http_client.hpp"
#include "support/quiet_log.hpp"
#include "support/sample_exam.hpp"
#include "unit/crypto/temporary_folder.hpp"

namespace kiosk::http {

/// Stands still until a test moves it.
class TestClock final : public Clock {
 public:
  Instant now() override { return from_unix_ms(now_ms_); }
  void advance(milliseconds step) { now_ms_ += step.count(); }
  void set(Instant instant) { now_ms_ = to_unix_ms(instant); }

 private:
  std::atomic<std::int64_t> now_ms_{1'795'316'400'000};  // 2026-11-22T03:00:00Z
};

/// The whole server on free ports of this machine: real SQLite store, real keys and credentials, the sample exam.
class ServerBench {
 public:
  ServerBench() : ServerBench(ServerConfig{}) {}
  explicit ServerBench(ServerConfig config);
  ServerBench(const ServerBench&) = delete;
  ServerBench& operator=(const ServerBench&) = delete;
  ~ServerBench();

  std::uint16_t port() const { return server_->port(); }
  std::uint16_t operations_port() const { return server_->operations_port(); }
  const std::string& base_url() const { return base_url_; }
  /// Under which the programme has issued credentials, too, in a time before the bench.
  static constexpr const char* former_base_url = "https://former.example";
  TestClock& clock() { return clock_; }
  Server& server() { return *server_; }
  test::QuietLog& log() { return log_; }
  const ExamEditionPointer& edition() const { return edition_; }
  /// What readyz shall answer with; empty: ready.
  void set_unready(std::vector<std::string> reasons);

  Store& store() { return *store_; }
  const Context& context() const { return *context_; }
  const PublicDocuments& documents() const { return *documents_; }
  const KeyRing& keys() const { return *keys_; }
  const crypto::Argon2Hasher& passwords() const { return passwords_; }
  void stop_server() { server_->stop(); }
  void stop_store() { store_->stop(); }

  /// Runs on the writer and waits; the test fails when the store refuses.
  template <class T>
  T write(std::function<Result<T>(Tx&)> work) {
    std::promise<Result<T>> done;
    submit_for<T>(*store_, std::move(work), [&](Result<T> value) { done.set_value(std::move(value)); });
    Result<T> value = done.get_future().get();
    REQUIRE(value.has_value());
    return std::move(*value);
  }
  template <class T>
  T read(std::function<T(const ReadTx&)> query) {
    std::promise<Result<T>> done;
    read_for<T>(
        *store_, [&](const ReadTx& tx) -> Result<T> { return query(tx); },
        [&](Result<T> value) { done.set_value(std::move(value)); });
    Result<T> value = done.get_future().get();
    REQUIRE(value.has_value());
    return std::move(*value);
  }

  void add_staff(const std::string& name, Role role, const std::string& password);
  /// Answers the bearer token.
  std::string add_token(const std::vector<Scope>& scopes);
  /// What the server's ticker does each second.
  int close_overdue();
  /// The same for approvals.
  int settle_approvals();
  Form form_of(const std::string& attempt_id);

  /// Texts that must reach no applicant: ids of banks and items, explanations, sources, words for keys.
  const std::vector<std::string>& secrets() const { return secrets_; }

 private:
  void publish_sample();
  void collect_secrets(const Bank& bank);

  test::QuietLog log_;
  test::TemporaryFolder folder_;
  TestClock clock_;
  crypto::KeyedHasher hasher_{std::string(32, 's')};
  crypto::SystemEntropy entropy_;
  crypto::Argon2Hasher passwords_;
  std::unique_ptr<crypto::KeyStore> keys_;
  json::JsonContentCodec codec_;
  Editions editions_{codec_};
  DrawnForms forms_{editions_};
  CurrentCatalogue catalogue_;
  std::string base_url_;
  std::unique_ptr<onboarding::OpenBadgeWriter> credentials_;
  std::unique_ptr<onboarding::StatusLists> status_lists_;
  std::unique_ptr<onboarding::Documents> documents_;
  crypto::Es256Verifier verifier_;
  std::unique_ptr<onboarding::JwsChecker> checker_;
  std::unique_ptr<certificate::Press> press_;
  std::unique_ptr<Context> context_;
  std::unique_ptr<sqlite::SqliteStore> store_;
  std::unique_ptr<onboarding::StatusKeeper> status_keeper_;
  std::mutex unready_mutex_;
  std::vector<std::string> unready_;
  std::vector<std::string> secrets_;
  ExamEditionPointer edition_;
  int tokens_ = 0;
  std::unique_ptr<Server> server_;
};

}  // namespace kiosk::http
