#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>

namespace kiosk::test {

class DiskVfs;

/// A name that no VFS of this process has.
std::string fresh_vfs_name();

/// SQLite's table of C functions that lead to `vfs`; not registered yet.
std::unique_ptr<sqlite3_vfs> make_vfs_table(DiskVfs& vfs);

}  // namespace kiosk::test
