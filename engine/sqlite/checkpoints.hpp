#pragma once

#include <cstdint>
#include <optional>

#include "sqlite/database.hpp"

namespace kiosk::sqlite {

/// When the write-ahead log is moved into the database file (hardening.md §5), in pages of 4 KiB.
struct CheckpointPolicy {
  std::int64_t idle_pages = 1000;  ///< waiting in the log, and nothing else to do
  std::int64_t busy_pages = 8000;  ///< waiting in the log, whatever there is to do
  /// Wait for the readers and begin the log anew. Less than what `journal_size_limit` lets stand, since cutting so
  /// long a file off takes longer than many commits.
  std::int64_t restart_pages = 16000;
};

/// Watches the log and says what is due. Readers can keep pages from being moved; what they left is tried again only
/// after the log has grown by `idle_pages` more.
class WalWatch {
 public:
  explicit WalWatch(const CheckpointPolicy& policy) : policy_(policy) {}

  /// `wal_pages` after the latest commit; `idle`: no job waits.
  std::optional<CheckpointMode> due(std::int64_t wal_pages, bool idle);
  /// A checkpoint was tried when the log had `wal_pages`.
  void tried(std::int64_t wal_pages) { tried_at_ = wal_pages; }

 private:
  CheckpointPolicy policy_;
  std::int64_t tried_at_ = 0;  ///< pages in the log at the last checkpoint since the log began
};

}  // namespace kiosk::sqlite
