#pragma once

#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "sqlite/writer.hpp"
#include "support/power_cut/power_cut_disk.hpp"
#include "support/quiet_log.hpp"

namespace kiosk::test {

/// The writer core, without threads, on a disk in memory.
class WriterBench {
 public:
  explicit WriterBench(const sqlite::CheckpointPolicy& checkpoints = {}, std::uint64_t seed = 1)
      : disk_(seed), checkpoints_(checkpoints) {}

  PowerCutDisk& disk() { return disk_; }
  QuietLog& log() { return log_; }
  sqlite::Writer& writer() { return *writer_; }
  int fatal_calls() const { return fatal_calls_; }

  /// Opens the store, or opens it again.
  Status open() {
    writer_.reset();
    sqlite::WriterOptions options;
    options.place = place();
    options.on_fatal = [this] { ++fatal_calls_; };
    options.checkpoints = checkpoints_;
    Result<std::unique_ptr<sqlite::Writer>> writer = sqlite::Writer::open(std::move(options), log_);
    if (writer.has_error()) return writer.error();
    writer_ = std::move(*writer);
    return {};
  }
  void close() { writer_.reset(); }
  /// The machine stops here and starts again.
  void lose_power() {
    close();
    disk_.cut_power();
    disk_.power_on();
  }

  /// A batch of one; nothing when nobody was answered.
  std::optional<Status> run(Store::Work work) {
    std::optional<Status> answer;
    std::vector<sqlite::Job> batch;
    batch.push_back({std::move(work), [&](Status status) { answer = std::move(status); }});
    writer_->run_batch(batch);
    return answer;
  }
  std::optional<Status> set(const std::string& name, const std::string& value) {
    return run([&](Tx& tx) -> Status {
      tx.settings().set(name, value);
      return {};
    });
  }
  std::optional<std::string> get(const std::string& name) { return writer_->view().settings().get(name); }

  sqlite::DatabasePlace place() const { return {"kiosk.db", disk_.vfs()}; }

 private:
  PowerCutDisk disk_;
  QuietLog log_;
  sqlite::CheckpointPolicy checkpoints_;
  int fatal_calls_ = 0;
  std::unique_ptr<sqlite::Writer> writer_;
};

}  // namespace kiosk::test
