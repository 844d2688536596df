#include "sqlite/data_directory.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace kiosk::sqlite {

namespace {

Error refused(const std::filesystem::path& path, const std::string& why) {
  return failure(ErrorCode::store_failed, "data directory " + path.string() + ": " + why);
}

Error refused_by_system(const std::filesystem::path& path, const char* doing) {
  return refused(path, std::string{doing} + ": " + std::generic_category().message(errno));
}

Status make_private(const std::filesystem::path& path) {
  std::error_code parent_fault;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), parent_fault);
  if (parent_fault) return refused(path, "making its parent: " + parent_fault.message());
  const bool made = mkdir(path.c_str(), 0700) == 0;
  if (!made && errno != EEXIST) return refused_by_system(path, "making it");
  if (made) {
    if (Status synced = sync_directory(std::filesystem::absolute(path).parent_path()); synced.has_error())
      return synced;
  }
  struct stat found {};
  if (stat(path.c_str(), &found) != 0) return refused_by_system(path, "looking at it");
  if (!S_ISDIR(found.st_mode)) return refused(path, "is no directory");
  if ((found.st_mode & 0077U) != 0 && chmod(path.c_str(), 0700) != 0)
    return refused_by_system(path, "setting mode 0700");
  return {};
}

/// File locks and shared memory do not work reliably there.
Status check_local(const std::filesystem::path& path) {
  struct statfs found {};
  if (statfs(path.c_str(), &found) != 0) return refused_by_system(path, "looking at its file system");
  const auto kind = static_cast<unsigned long>(found.f_type);
  if (kind == NFS_SUPER_MAGIC || kind == SMB_SUPER_MAGIC || kind == SMB2_SUPER_MAGIC || kind == CIFS_SUPER_MAGIC) {
    return refused(path, "lies on a network file system; use a local disk");
  }
  return {};
}

}  // namespace

Status sync_directory(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && fsync(descriptor) == 0;
  const int fault = errno;
  if (descriptor >= 0) close(descriptor);
  if (synced) return {};
  return failure(ErrorCode::store_failed,
                 "syncing directory " + path.string() + ": " + std::generic_category().message(fault));
}

Status DataDirectory::sync() const { return sync_directory(path_); }

Result<DataDirectory> DataDirectory::open(const std::filesystem::path& path) {
  if (Status made = make_private(path); made.has_error()) return made.error();
  if (Status local = check_local(path); local.has_error()) return local.error();
  const std::filesystem::path lock_file = path / "lock";
  const int lock = ::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return refused_by_system(path, "opening its lock file");
  DataDirectory directory{path, lock};
  if (flock(lock, LOCK_EX | LOCK_NB) == 0) return directory;
  if (errno != EWOULDBLOCK) return refused_by_system(path, "locking");
  return failure(ErrorCode::locked, "data directory " + path.string() +
                                        " is held by another server (or a command that works on it); stop that first");
}

DataDirectory::DataDirectory(DataDirectory&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

DataDirectory::~DataDirectory() {
  if (lock_ >= 0) close(lock_);
}

}  // namespace kiosk::sqlite
