#pragma once

#include <array>
#include <memory>
#include <vector>

#include "support/power_cut/disk_file.hpp"

namespace kiosk::test {

struct FileHandle;

/// A file with what the processes that have it open share: locks and shared memory. The latter two die with the power.
struct OpenFile {
  static constexpr int lock_slots = 8;  // SQLITE_SHM_NLOCK

  DiskFile content;
  std::vector<FileHandle*> handles;
  std::vector<std::unique_ptr<std::vector<char>>> shared_memory;  ///< regions
};

/// One opening of a file.
struct FileHandle {
  std::shared_ptr<OpenFile> file;
  std::string path;
  bool writable = false;
  bool delete_on_close = false;
  bool syncs_directory = false;                        ///< the next sync makes the file's name safe
  int level = 0;                                       ///< SQLITE_LOCK_NONE … SQLITE_LOCK_EXCLUSIVE
  std::array<bool, OpenFile::lock_slots> shared{};     ///< slots of the shared memory held with others
  std::array<bool, OpenFile::lock_slots> exclusive{};  ///< slots held alone
};

}  // namespace kiosk::test
