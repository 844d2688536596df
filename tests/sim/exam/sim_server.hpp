#pragma once

#include <functional>
#include <memory>

#include "service/publish_content.hpp"
#include "service/server_time.hpp"
#include "sim/exam/messages.hpp"
#include "sqlite/inbox.hpp"
#include "sqlite/writer.hpp"

namespace kiosk::sim {

/// The parts of the server that outlive a crash of the process: its secrets and what it signs with.
struct ServerParts {
  const Hasher& hasher;
  Entropy& entropy;
  const ContentCodec& codec;
  const CredentialWriter& credentials;
};

/// What differs from one life of the process to the next.
struct LifeOptions {
  sqlite::DatabasePlace place;
  sqlite::CheckpointPolicy checkpoints;
  std::size_t inbox_limit = 4096;
};

/// The engine between network and disk: the real use cases on the real writer. One process life.
class SimServer {
 public:
  /// Opens the store (recovering what a crash left). Null when that fails.
  static std::unique_ptr<SimServer> open(const ServerParts& parts, const LifeOptions& life, LogSink& log);
  /// Publishes the content and signs staff in, before anybody is served. False when that fails.
  bool offer(const ContentSet& content, Instant now);

  using OnAnswered = std::function<void(const Answered&)>;
  /// Reads are answered at once; all else goes into the inbox and is answered after its commit.
  void receive(const Request& request, Instant now, const OnAnswered& done);
  void close_overdue(Instant now);
  void keep_time(const ServerTime& time, std::function<void()> kept);
  void publish(const ContentSet& content, Instant now, std::function<void(const Status&)> done);

  /// Any other use case as a job of the writer.
  void submit(sqlite::Job job);
  const Context& context() const { return context_; }
  /// Of the feed's reader.
  const std::string& machine_token() const { return machine_token_; }

  std::size_t waiting() const { return inbox_.size(); }
  /// Commits what waits, at most so many jobs.
  void run_batch(std::size_t most);
  /// Housekeeping when nothing waits.
  void idle() { writer_->idle(); }
  /// As by SIGTERM: everything that waits, then an empty log.
  void stop();
  /// The store can no longer be trusted: the process must end.
  bool failed() const { return writer_->failed(); }

  /// Committed state; throws when the disk fails.
  const ReadTx& view() const { return writer_->view(); }
  sqlite::Database& database() { return writer_->database(); }

 private:
  SimServer(const ServerParts& parts, std::unique_ptr<sqlite::Writer> writer, std::size_t inbox_limit);

  bool sign_staff_in(Instant now);
  template <class T>
  void answer_after(std::function<Result<T>(Tx&)> work, OnAnswered done);
  template <class T>
  void answer_now(const std::function<Result<T>(const ReadTx&)>& query, const OnAnswered& done);

  struct Dispatch;

  Editions editions_;
  DrawnForms forms_{editions_};
  CurrentCatalogue catalogue_;
  Context context_;
  std::unique_ptr<sqlite::Writer> writer_;
  sqlite::Inbox<sqlite::Job> inbox_;
  std::string staff_token_;
  std::string machine_token_;
};

}  // namespace kiosk::sim
