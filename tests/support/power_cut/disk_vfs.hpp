#pragma once

#include <memory>
#include <string>

#include "support/power_cut/power_cut_disk.hpp"

struct sqlite3_vfs;

namespace kiosk::test {

struct FileHandle;

/// What SQLite's file methods do on a PowerCutDisk, in terms of result codes of SQLite. The C functions that SQLite
/// calls, and their tables, are in disk_vfs.cpp; file locks and shared memory in disk_locks.cpp.
class DiskVfs {
 public:
  explicit DiskVfs(PowerCutDisk& disk);  ///< registers the VFS
  ~DiskVfs();                            ///< and takes it away
  DiskVfs(const DiskVfs&) = delete;
  DiskVfs& operator=(const DiskVfs&) = delete;

  const std::string& name() const { return name_; }

  int open(const char* path, int flags, std::unique_ptr<FileHandle>& handle);
  int close(FileHandle& handle);
  int remove(const char* path, bool sync_directory);
  int exists(const char* path, bool& answer);
  int read(const FileHandle& handle, char* out, std::size_t amount, std::size_t offset);
  int write(FileHandle& handle, std::string_view bytes, std::size_t offset);
  int truncate(FileHandle& handle, std::size_t size);
  int sync(FileHandle& handle);
  int size(const FileHandle& handle, std::size_t& answer);

  int lock(FileHandle& handle, int level);
  int unlock(FileHandle& handle, int level);
  int someone_writes(const FileHandle& handle, bool& answer);
  int map_region(FileHandle& handle, std::size_t region, std::size_t bytes, bool extend, void volatile** address);
  int lock_slots(FileHandle& handle, int first, int count, int flags);
  int unmap(FileHandle& handle);

 private:
  void write_beginning(FileHandle& handle, std::string_view bytes, std::size_t offset);
  int write_with_power(FileHandle& handle, std::string_view bytes, std::size_t offset);

  PowerCutDisk& disk_;
  std::string name_;
  std::unique_ptr<sqlite3_vfs> vfs_;
};

}  // namespace kiosk::test
