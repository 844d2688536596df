#include "sqlite/backup.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "sqlite/data_directory.hpp"

namespace kiosk::sqlite {

namespace {

/// SQLite takes an empty file for a new database and keeps its mode.
std::string private_empty_file(const std::filesystem::path& file) {
  const int descriptor = open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    throw Failure(SQLITE_CANTOPEN, "making " + file.string() + ": " + std::generic_category().message(errno));
  }
  close(descriptor);
  return file.string();
}

Error backup_failed(const std::string& why) { return failure(ErrorCode::store_failed, "backup: " + why); }

/// Where a server and the process that checks do not see the same folders, SQLite would make an empty database here.
bool is_there(const std::filesystem::path& copy) {
  std::error_code absent;
  return std::filesystem::file_size(copy, absent) > 0 && !absent;
}

/// A file of its own, without the write-ahead log that the source has.
Status check_copy(const std::filesystem::path& copy) {
  if (!is_there(copy))
    return backup_failed("the copy is not at " + copy.string() + ": does the server see that folder?");
  try {
    Database database({copy.string(), {}}, Access::read_write);
    database.run_script("PRAGMA journal_mode = DELETE");
    Statement row = database.prepare_once("PRAGMA integrity_check(1)");
    const std::string finding = row.next() ? row.text(0) : "no answer";
    if (finding != "ok") return backup_failed("the copy is damaged: " + finding);
    return {};
  } catch (const Failure& failure) {
    return backup_failed(failure.what());
  }
}

Status sync_file(const std::filesystem::path& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && fsync(descriptor) == 0;
  const int fault = errno;
  if (descriptor >= 0) close(descriptor);
  if (synced) return {};
  return backup_failed("syncing " + path.string() + ": " + std::generic_category().message(fault));
}

}  // namespace

std::filesystem::path unfinished_backup(const std::filesystem::path& file) { return file.string() + ".part"; }

Status check_backup_name(const std::filesystem::path& file) {
  std::error_code unreadable;
  if (!std::filesystem::exists(file, unreadable)) return {};
  return backup_failed(file.string() + " exists already");
}

BackupCopy::BackupCopy(Database& source, const std::filesystem::path& file)
    : target_({private_empty_file(file), {}}, Access::read_write) {
  // The thread that writes answers must not wait for the disk of the copy: who puts it into place syncs it.
  target_.run_script("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF");
  backup_ = sqlite3_backup_init(target_.handle(), "main", source.handle(), "main");
  if (backup_ == nullptr) target_.fail(sqlite3_extended_errcode(target_.handle()), "backup");
}

BackupCopy::~BackupCopy() { sqlite3_backup_finish(backup_); }

bool BackupCopy::step() {
  const int code = sqlite3_backup_step(backup_, pages_a_step);
  if (code == SQLITE_DONE) return true;
  if (code != SQLITE_OK) throw Failure(code, std::string{"backup: "} + sqlite3_errstr(code));
  return false;
}

Status check_and_sync(const std::filesystem::path& copy) {
  if (Status checked = check_copy(copy); checked.has_error()) return checked;
  return sync_file(copy);
}

Status put_backup_into_place(const std::filesystem::path& copy, const std::filesystem::path& file) {
  std::error_code fault;
  std::filesystem::rename(copy, file, fault);
  if (fault) return backup_failed("renaming: " + fault.message());
  return sync_directory(std::filesystem::absolute(file).parent_path());
}

}  // namespace kiosk::sqlite
