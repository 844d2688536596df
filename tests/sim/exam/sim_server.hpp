#pragma once

#include <memory>
#include <vector>

#include "crypto/keyed_hasher.hpp"
#include "service/publish_content.hpp"
#include "sim/exam/chance.hpp"
#include "sim/exam/messages.hpp"
#include "sqlite/writer.hpp"

namespace kiosk::sim {

/// Random bytes from the world's seed.
class SimEntropy final : public Entropy {
 public:
  explicit SimEntropy(Chance& chance) : chance_(chance) {}
  void fill(std::span<std::uint8_t> out) override {
    for (std::uint8_t& byte : out) byte = static_cast<std::uint8_t>(chance_.below(256));
  }

 private:
  Chance& chance_;
};

/// The parts of the server that outlive a crash of the process: its secrets and what it publishes.
struct ServerParts {
  const Hasher& hasher;
  Entropy& entropy;
  const ContentCodec& codec;
  const CredentialWriter& credentials;
  const ContentSet& content;
};

/// The engine between network and disk: the real use cases on the real writer. One process life.
class SimServer {
 public:
  /// Opens the store on `place` (recovering what a crash left) and publishes the content. Null when the disk dies on
  /// the way.
  static std::unique_ptr<SimServer> boot(const ServerParts& parts, const sqlite::DatabasePlace& place, LogSink& log,
                                         Instant now);

  using OnAnswered = std::function<void(const Answered&)>;
  /// Puts the request into the inbox. `done` is called after the commit.
  void receive(const Request& request, Instant received_at, OnAnswered done);
  void close_overdue(Instant now);
  void keep_time(Instant now);
  /// Commits what waits.
  void run_batch();
  bool dead() const { return writer_->failed(); }

  const ReadTx& view() const { return writer_->view(); }
  sqlite::Writer& writer() { return *writer_; }

 private:
  SimServer(const ServerParts& parts, std::unique_ptr<sqlite::Writer> writer);

  bool publish(const ContentSet& content, Instant now);
  template <class T>
  void submit(std::function<Result<T>(Tx&)> work, OnAnswered done);

  Editions editions_;
  DrawnForms forms_{editions_};
  CurrentCatalogue catalogue_;
  Context context_;
  std::unique_ptr<sqlite::Writer> writer_;
  std::vector<sqlite::Job> inbox_;
};

}  // namespace kiosk::sim
