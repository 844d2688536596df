#include <sqlite3.h>

#include <algorithm>

#include "support/power_cut/disk_vfs.hpp"
#include "support/power_cut/open_file.hpp"

namespace kiosk::test {

namespace {

/// The highest level that another opening of the file holds.
int level_of_others(const FileHandle& handle) {
  int level = SQLITE_LOCK_NONE;
  for (const FileHandle* other : handle.file->handles) {
    if (other != &handle) level = std::max(level, other->level);
  }
  return level;
}

bool slot_free(const FileHandle& handle, std::size_t slot, bool for_sharing) {
  return std::none_of(handle.file->handles.begin(), handle.file->handles.end(), [&](const FileHandle* other) {
    return other != &handle && (other->exclusive[slot] || (!for_sharing && other->shared[slot]));
  });
}

}  // namespace

int DiskVfs::lock(FileHandle& handle, int level) {
  const std::lock_guard guard{disk_.mutex_};
  if (!disk_.begin_call()) return SQLITE_IOERR_LOCK;
  if (handle.level >= level) return SQLITE_OK;
  const int others = level_of_others(handle);
  if (level == SQLITE_LOCK_SHARED && others >= SQLITE_LOCK_PENDING) return SQLITE_BUSY;
  if (level > SQLITE_LOCK_SHARED && others >= SQLITE_LOCK_RESERVED) return SQLITE_BUSY;
  if (level == SQLITE_LOCK_EXCLUSIVE && others >= SQLITE_LOCK_SHARED) {
    handle.level = SQLITE_LOCK_PENDING;  // keeps new readers out until the old ones are gone
    return SQLITE_BUSY;
  }
  handle.level = level;
  return SQLITE_OK;
}

int DiskVfs::unlock(FileHandle& handle, int level) {
  const std::lock_guard guard{disk_.mutex_};
  handle.level = std::min(handle.level, level);
  return SQLITE_OK;
}

int DiskVfs::someone_writes(const FileHandle& handle, bool& answer) {
  const std::lock_guard guard{disk_.mutex_};
  answer = std::max(handle.level, level_of_others(handle)) >= SQLITE_LOCK_RESERVED;
  return SQLITE_OK;
}

int DiskVfs::map_region(FileHandle& handle, std::size_t region, std::size_t bytes, bool extend,
                        void volatile** address) {
  const std::lock_guard guard{disk_.mutex_};
  *address = nullptr;
  if (!disk_.begin_call()) return SQLITE_IOERR_SHMMAP;
  auto& regions = handle.file->shared_memory;
  while (extend && regions.size() <= region) regions.push_back(std::make_unique<std::vector<char>>(bytes, '\0'));
  if (region < regions.size()) *address = regions[region]->data();
  return SQLITE_OK;
}

int DiskVfs::lock_slots(FileHandle& handle, int first, int count, int flags) {
  const std::lock_guard guard{disk_.mutex_};
  const bool sharing = (flags & SQLITE_SHM_SHARED) != 0;
  const bool locking = (flags & SQLITE_SHM_LOCK) != 0;
  if (locking && !disk_.begin_call()) return SQLITE_IOERR_SHMLOCK;
  auto& held = sharing ? handle.shared : handle.exclusive;
  const auto begin = static_cast<std::size_t>(first);
  const auto end = begin + static_cast<std::size_t>(count);
  for (std::size_t slot = begin; locking && slot < end; ++slot) {
    if (!slot_free(handle, slot, sharing)) return SQLITE_BUSY;
  }
  for (std::size_t slot = begin; slot < end; ++slot) held[slot] = locking;
  return SQLITE_OK;
}

int DiskVfs::unmap(FileHandle& handle) {
  const std::lock_guard guard{disk_.mutex_};
  handle.shared.fill(false);
  handle.exclusive.fill(false);
  // The next one to come finds nothing and recovers, as with the unix VFS.
  if (handle.file->handles.size() == 1) handle.file->shared_memory.clear();
  return SQLITE_OK;
}

}  // namespace kiosk::test
