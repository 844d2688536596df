#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "sqlite/database.hpp"

struct sqlite3_backup;

namespace kiosk::sqlite {

/// A copy in the making. Reads through the connection that writes, so its commits go into the copy without starting it
/// again; in steps, so that the batches between them hardly wait. Nothing is synced.
class BackupCopy {
 public:
  static constexpr int pages_a_step = 64;

  /// `file` must not exist; it is made readable for its owner alone. Throws Failure.
  BackupCopy(Database& source, const std::filesystem::path& file);
  ~BackupCopy();
  BackupCopy(const BackupCopy&) = delete;
  BackupCopy& operator=(const BackupCopy&) = delete;

  /// Copies some pages; true when that was all. Throws Failure.
  bool step();

 private:
  Database target_;
  sqlite3_backup* backup_ = nullptr;
};

/// Name of the unfinished copy beside `file`.
std::filesystem::path unfinished_backup(const std::filesystem::path& file);

/// Error `store_failed` when there is a `file` already: no backup is written over.
Status check_backup_name(const std::filesystem::path& file);

/// Checks the whole finished `copy` and brings it to the disk, which takes as long as reading and writing it: not for a
/// thread of the server. Errors: `store_failed`.
Status check_and_sync(const std::filesystem::path& copy);

/// Gives the `copy` its name, for good. Errors: `store_failed`.
Status put_backup_into_place(const std::filesystem::path& copy, const std::filesystem::path& file);

}  // namespace kiosk::sqlite
