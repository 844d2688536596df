#pragma once

#include <filesystem>

#include "base/result.hpp"

namespace kiosk::sqlite {

/// The data directory, held by this process alone as long as the object lives (flock on `lock` in it).
class DataDirectory {
 public:
  /// Makes the directory with mode 0700 when it is missing, and takes that mode when it is wider. Errors: `locked` when
  /// another server holds it; `store_failed` with the reason: not writable, on a network file system, no directory.
  static Result<DataDirectory> open(const std::filesystem::path& path);

  DataDirectory(DataDirectory&& other) noexcept;
  DataDirectory(const DataDirectory&) = delete;
  DataDirectory& operator=(const DataDirectory&) = delete;
  DataDirectory& operator=(DataDirectory&&) = delete;
  ~DataDirectory();

  std::filesystem::path database_file() const { return path_ / "kiosk.db"; }
  /// Makes the names of the files in it safe against a power cut.
  Status sync() const;

 private:
  DataDirectory(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}

  std::filesystem::path path_;
  int lock_;  ///< file descriptor
};

/// fsync of a directory: what was made, renamed or deleted in it is safe then.
Status sync_directory(const std::filesystem::path& path);

}  // namespace kiosk::sqlite
