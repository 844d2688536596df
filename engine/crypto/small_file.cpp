#include "crypto/small_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace kiosk::crypto {

namespace {

constexpr std::size_t largest_size = 64 * 1024;

/// Closes on scope exit; a failed close of a synced or read-only file loses nothing.
class OpenFile {
 public:
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  ~OpenFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int get() const { return descriptor_; }
  bool is_open() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

Error system_failure(const std::filesystem::path& path, const char* act) {
  const std::string reason = std::generic_category().message(errno);
  return failure(ErrorCode::store_failed, std::string(act) + " " + path.string() + ": " + reason);
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool write_synced(const std::filesystem::path& path, std::string_view bytes, mode_t mode) {
  const OpenFile file(open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode));
  // fchmod: the process may run with a umask that takes more rights away.
  return file.is_open() && fchmod(file.get(), mode) == 0 && write_all(file.get(), bytes) && fsync(file.get()) == 0;
}

bool sync_folder(const std::filesystem::path& folder) {
  const OpenFile opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return opened.is_open() && fsync(opened.get()) == 0;
}

Status put_file(const std::filesystem::path& path, std::string_view bytes, FileAccess access,
                int (*put)(const char* from, const char* to)) {
  const std::filesystem::path unfinished = path.string() + ".new";
  unlink(unfinished.c_str());  // left over when the process died in the middle
  const mode_t mode = access == FileAccess::owner_only ? 0600 : 0644;
  if (!write_synced(unfinished, bytes, mode)) {
    Error error = system_failure(path, "cannot write");
    unlink(unfinished.c_str());
    return error;
  }
  if (put(unfinished.c_str(), path.c_str()) != 0) {
    Error error = system_failure(path, "cannot create");
    unlink(unfinished.c_str());
    return error;
  }
  unlink(unfinished.c_str());
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  if (!sync_folder(folder)) return system_failure(folder, "cannot sync");
  return {};
}

}  // namespace

Status create_file(const std::filesystem::path& path, std::string_view bytes, FileAccess access) {
  return put_file(path, bytes, access, ::link);  // link, unlike rename, refuses to replace a file
}

Status replace_file(const std::filesystem::path& path, std::string_view bytes, FileAccess access) {
  return put_file(path, bytes, access, ::rename);
}

Status sync_changes(const std::filesystem::path& folder) {
  if (!sync_folder(folder)) return system_failure(folder, "cannot sync");
  return {};
}

Result<std::string> read_file(const std::filesystem::path& path, FileAccess access) {
  const OpenFile file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat facts {};
  if (!file.is_open() || fstat(file.get(), &facts) != 0) return system_failure(path, "cannot read");
  if (access == FileAccess::owner_only && (facts.st_mode & 077U) != 0) {
    return failure(ErrorCode::store_failed, path.string() + " must be readable by its owner alone (chmod 600)");
  }
  std::string bytes;
  std::array<char, 4096> buffer{};
  while (bytes.size() <= largest_size) {
    const ssize_t count = read(file.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_failure(path, "cannot read");
    if (count == 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return failure(ErrorCode::store_failed, path.string() + " is larger than 64 KiB");
}

bool file_exists(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::exists(std::filesystem::symlink_status(path, ignored));
}

}  // namespace kiosk::crypto
