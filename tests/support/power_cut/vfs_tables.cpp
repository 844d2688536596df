#include "support/power_cut/vfs_tables.hpp"

#include <atomic>
#include <cstring>

#include "support/power_cut/disk_vfs.hpp"
#include "support/power_cut/open_file.hpp"

namespace kiosk::test {

namespace {

/// What SQLite keeps for an open file; the table pointer must come first.
struct File {
  sqlite3_file base;
  DiskVfs* vfs;
  FileHandle* handle;
};

File& file_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
DiskVfs& vfs_of(sqlite3_vfs* vfs) { return *static_cast<DiskVfs*>(vfs->pAppData); }
std::size_t unsigned_of(sqlite3_int64 number) { return static_cast<std::size_t>(number); }

int close_file(sqlite3_file* file) {
  const std::unique_ptr<FileHandle> handle{file_of(file).handle};
  return file_of(file).vfs->close(*handle);
}

int read_file(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset) {
  return file_of(file).vfs->read(*file_of(file).handle, static_cast<char*>(out), unsigned_of(amount),
                                 unsigned_of(offset));
}

int write_file(sqlite3_file* file, const void* bytes, int amount, sqlite3_int64 offset) {
  return file_of(file).vfs->write(*file_of(file).handle, {static_cast<const char*>(bytes), unsigned_of(amount)},
                                  unsigned_of(offset));
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  return file_of(file).vfs->truncate(*file_of(file).handle, unsigned_of(size));
}

int sync_file(sqlite3_file* file, int /*flags*/) { return file_of(file).vfs->sync(*file_of(file).handle); }

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
  std::size_t answer = 0;
  const int code = file_of(file).vfs->size(*file_of(file).handle, answer);
  *size = static_cast<sqlite3_int64>(answer);
  return code;
}

int lock_file(sqlite3_file* file, int level) { return file_of(file).vfs->lock(*file_of(file).handle, level); }

int unlock_file(sqlite3_file* file, int level) { return file_of(file).vfs->unlock(*file_of(file).handle, level); }

int check_reserved_lock(sqlite3_file* file, int* out) {
  bool answer = false;
  const int code = file_of(file).vfs->someone_writes(*file_of(file).handle, answer);
  *out = answer ? 1 : 0;
  return code;
}

int control_file(sqlite3_file* /*file*/, int operation, void* argument) {
  if (operation != SQLITE_FCNTL_MMAP_SIZE) return SQLITE_NOTFOUND;
  *static_cast<sqlite3_int64*>(argument) = 0;  // nothing is ever mapped
  return SQLITE_OK;
}

int sector_size(sqlite3_file* /*file*/) { return 4096; }

int characteristics(sqlite3_file* /*file*/) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int map_memory(sqlite3_file* file, int region, int bytes, int extend, void volatile** address) {
  return file_of(file).vfs->map_region(*file_of(file).handle, unsigned_of(region), unsigned_of(bytes), extend != 0,
                                       address);
}

int lock_memory(sqlite3_file* file, int first, int count, int flags) {
  return file_of(file).vfs->lock_slots(*file_of(file).handle, first, count, flags);
}

void memory_barrier(sqlite3_file* /*file*/) { std::atomic_thread_fence(std::memory_order_seq_cst); }

int unmap_memory(sqlite3_file* file, int /*remove*/) { return file_of(file).vfs->unmap(*file_of(file).handle); }

constexpr sqlite3_io_methods file_methods = [] {
  sqlite3_io_methods methods{};
  methods.iVersion = 2;  // with shared memory, without mapped files
  methods.xClose = close_file;
  methods.xRead = read_file;
  methods.xWrite = write_file;
  methods.xTruncate = truncate_file;
  methods.xSync = sync_file;
  methods.xFileSize = size_of_file;
  methods.xLock = lock_file;
  methods.xUnlock = unlock_file;
  methods.xCheckReservedLock = check_reserved_lock;
  methods.xFileControl = control_file;
  methods.xSectorSize = sector_size;
  methods.xDeviceCharacteristics = characteristics;
  methods.xShmMap = map_memory;
  methods.xShmLock = lock_memory;
  methods.xShmBarrier = memory_barrier;
  methods.xShmUnmap = unmap_memory;
  return methods;
}();

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* out, int flags, int* out_flags) {
  File& file = file_of(out);
  file.base.pMethods = nullptr;
  std::unique_ptr<FileHandle> handle;
  const int code = vfs_of(vfs).open(path, flags, handle);
  if (code != SQLITE_OK) return code;
  file = {{&file_methods}, &vfs_of(vfs), handle.release()};
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int sync_directory) {
  return vfs_of(vfs).remove(path, sync_directory != 0);
}

int access_file(sqlite3_vfs* vfs, const char* path, int /*flags*/, int* out) {
  bool answer = false;
  const int code = vfs_of(vfs).exists(path, answer);
  *out = answer ? 1 : 0;
  return code;
}

int full_path(sqlite3_vfs* /*vfs*/, const char* path, int size, char* out) {
  if (std::strlen(path) >= unsigned_of(size)) return SQLITE_CANTOPEN;
  std::strcpy(out, path);
  return SQLITE_OK;
}

sqlite3_vfs* usual_vfs() { return sqlite3_vfs_find("unix"); }

int randomness(sqlite3_vfs* /*vfs*/, int size, char* out) { return usual_vfs()->xRandomness(usual_vfs(), size, out); }
int sleep_for(sqlite3_vfs* /*vfs*/, int microseconds) { return usual_vfs()->xSleep(usual_vfs(), microseconds); }
int current_time(sqlite3_vfs* /*vfs*/, double* out) { return usual_vfs()->xCurrentTime(usual_vfs(), out); }
int last_error(sqlite3_vfs* /*vfs*/, int /*size*/, char* /*out*/) { return 0; }

}  // namespace

std::string fresh_vfs_name() {
  static std::atomic<int> count{0};
  return "power-cut-" + std::to_string(++count);
}

std::unique_ptr<sqlite3_vfs> make_vfs_table(DiskVfs& vfs) {
  auto table = std::make_unique<sqlite3_vfs>();
  table->iVersion = 1;
  table->szOsFile = sizeof(File);
  table->mxPathname = 512;
  table->zName = vfs.name().c_str();
  table->pAppData = &vfs;
  table->xOpen = open_file;
  table->xDelete = delete_file;
  table->xAccess = access_file;
  table->xFullPathname = full_path;
  table->xRandomness = randomness;
  table->xSleep = sleep_for;
  table->xCurrentTime = current_time;
  table->xGetLastError = last_error;
  return table;
}

}  // namespace kiosk::test
