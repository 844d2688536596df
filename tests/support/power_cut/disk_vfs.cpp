#include "support/power_cut/disk_vfs.hpp"

#include <algorithm>
#include <cstring>
#include <thread>

#include "support/power_cut/open_file.hpp"
#include "support/power_cut/vfs_tables.hpp"

namespace kiosk::test {

DiskVfs::DiskVfs(PowerCutDisk& disk) : disk_(disk), name_(fresh_vfs_name()), vfs_(make_vfs_table(*this)) {
  sqlite3_vfs_register(vfs_.get(), 0);
}

DiskVfs::~DiskVfs() { sqlite3_vfs_unregister(vfs_.get()); }

int DiskVfs::open(const char* path, int flags, std::unique_ptr<FileHandle>& handle) {
  const std::lock_guard guard{disk_.mutex_};
  if (!disk_.begin_call()) return SQLITE_CANTOPEN;
  // Temporary files have no name and belong to nobody else.
  auto file = std::make_shared<OpenFile>();
  bool made = false;
  if (path != nullptr) {
    const auto found = disk_.files_.find(path);
    if (found == disk_.files_.end() && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    made = found == disk_.files_.end();
    if (made) {
      disk_.files_.emplace(path, file);
    } else {
      file = found->second;
    }
  }
  handle = std::make_unique<FileHandle>();
  handle->file = file;
  handle->path = path == nullptr ? "" : path;
  handle->writable = (flags & SQLITE_OPEN_READWRITE) != 0;
  handle->delete_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
  // As the unix VFS: making a journal or a write-ahead log asks for a sync of the directory.
  handle->syncs_directory = made && (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0;
  file->handles.push_back(handle.get());
  ++disk_.open_handles_;
  return SQLITE_OK;
}

int DiskVfs::close(FileHandle& handle) {
  const std::lock_guard guard{disk_.mutex_};
  std::erase(handle.file->handles, &handle);
  if (handle.delete_on_close && !disk_.dead_) disk_.files_.erase(handle.path);
  --disk_.open_handles_;
  return SQLITE_OK;
}

int DiskVfs::remove(const char* path, bool sync_directory) {
  const std::lock_guard guard{disk_.mutex_};
  if (!disk_.begin_call()) return SQLITE_IOERR_DELETE;
  if (disk_.files_.erase(path) == 0) return SQLITE_IOERR_DELETE_NOENT;
  if (sync_directory) disk_.kept_files_ = disk_.files_;
  return SQLITE_OK;
}

int DiskVfs::exists(const char* path, bool& answer) {
  const std::lock_guard guard{disk_.mutex_};
  if (!disk_.begin_call()) return SQLITE_IOERR_ACCESS;
  const auto found = disk_.files_.find(path);
  // The unix VFS takes an empty file for one that is not there.
  answer = found != disk_.files_.end() && found->second->content.size() > 0;
  return SQLITE_OK;
}

int DiskVfs::read(const FileHandle& handle, char* out, std::size_t amount, std::size_t offset) {
  const std::lock_guard guard{disk_.mutex_};
  if (!disk_.begin_call()) return SQLITE_IOERR_READ;
  if (counted_down(disk_.reads_until_fault_)) {
    ++disk_.counts_.failed_reads;
    return SQLITE_IOERR_READ;
  }
  const std::string& bytes = handle.file->content.bytes();
  const std::size_t there = offset < bytes.size() ? std::min(amount, bytes.size() - offset) : 0;
  std::memcpy(out, bytes.data() + std::min(offset, bytes.size()), there);
  if (there == amount) return SQLITE_OK;
  std::memset(out + there, 0, amount - there);
  return SQLITE_IOERR_SHORT_READ;
}

int DiskVfs::write(FileHandle& handle, std::string_view bytes, std::size_t offset) {
  const std::lock_guard guard{disk_.mutex_};
  if (disk_.dead_ || !handle.writable) return SQLITE_IOERR_WRITE;
  if (disk_.begin_call()) return write_with_power(handle, bytes, offset);
  handle.file->content.write(offset, bytes);  // the power went during the write: it may be there in part
  return SQLITE_IOERR_WRITE;
}

/// As much as chance wants.
void DiskVfs::write_beginning(FileHandle& handle, std::string_view bytes, std::size_t offset) {
  handle.file->content.write(offset, bytes.substr(0, static_cast<std::size_t>(disk_.chance_.below(bytes.size() + 1))));
}

int DiskVfs::write_with_power(FileHandle& handle, std::string_view bytes, std::size_t offset) {
  if (counted_down(disk_.writes_until_fault_)) {
    ++disk_.counts_.failed_writes;
    write_beginning(handle, bytes, offset);
    return SQLITE_IOERR_WRITE;
  }
  if (counted_down(disk_.writes_until_short_)) {
    ++disk_.counts_.short_writes;
    write_beginning(handle, bytes, offset);
    return SQLITE_FULL;
  }
  DiskFile& content = handle.file->content;
  if (!disk_.full_ || offset + bytes.size() <= content.size()) {
    content.write(offset, bytes);
    return SQLITE_OK;
  }
  ++disk_.counts_.writes_without_room;
  if (offset < content.size()) content.write(offset, bytes.substr(0, content.size() - offset));
  return SQLITE_FULL;
}

int DiskVfs::truncate(FileHandle& handle, std::size_t size) {
  const std::lock_guard guard{disk_.mutex_};
  if (!disk_.begin_call()) return SQLITE_IOERR_TRUNCATE;
  handle.file->content.resize(size);
  return SQLITE_OK;
}

int DiskVfs::sync(FileHandle& handle) {
  std::chrono::milliseconds time{0};
  {
    const std::lock_guard guard{disk_.mutex_};
    if (!disk_.begin_call()) return SQLITE_IOERR_FSYNC;
    ++disk_.counts_.syncs;
    time = disk_.sync_time_;
    if (counted_down(disk_.syncs_until_fault_)) {
      ++disk_.counts_.failed_syncs;
      handle.file->content.fail_sync();
      return SQLITE_IOERR_FSYNC;
    }
    handle.file->content.sync();
    if (handle.syncs_directory) disk_.kept_files_ = disk_.files_;
    handle.syncs_directory = false;
  }
  if (time.count() > 0) std::this_thread::sleep_for(time);
  return SQLITE_OK;
}

int DiskVfs::size(const FileHandle& handle, std::size_t& answer) {
  const std::lock_guard guard{disk_.mutex_};
  if (!disk_.begin_call()) return SQLITE_IOERR_FSTAT;
  answer = handle.file->content.size();
  return SQLITE_OK;
}

}  // namespace kiosk::test
