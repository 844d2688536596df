#include "sqlite/checkpoints.hpp"

namespace kiosk::sqlite {

std::optional<CheckpointMode> WalWatch::due(std::int64_t wal_pages, bool idle) {
  if (wal_pages < tried_at_) tried_at_ = 0;  // all was moved, and the log began anew
  const std::int64_t waiting = wal_pages - tried_at_;
  if (wal_pages > policy_.restart_pages && waiting > policy_.idle_pages) return CheckpointMode::restart;
  if (waiting > (idle ? policy_.idle_pages : policy_.busy_pages)) return CheckpointMode::passive;
  return std::nullopt;
}

}  // namespace kiosk::sqlite
