#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kiosk::crypto {

/// Who may read a file: its owner alone (mode 0600), or everybody (0644).
enum class FileAccess { owner_only, everybody };

/// Writes a new file so that it is there whole or not at all, and synced with its folder when this returns. Never
/// replaces a file. `store_failed` with the path and the system's reason.
Status create_file(const std::filesystem::path& path, std::string_view bytes, FileAccess access);

/// The same, in the place of a file that may be there: at any moment the old one or the new one is.
Status replace_file(const std::filesystem::path& path, std::string_view bytes, FileAccess access);

/// A file of at most 64 KiB. `store_failed` when it cannot be read, is larger, or (owner_only) when its mode lets group
/// or others in.
Result<std::string> read_file(const std::filesystem::path& path, FileAccess access);

/// What was renamed or removed in the folder stays so after a power cut.
Status sync_changes(const std::filesystem::path& folder);

bool file_exists(const std::filesystem::path& path);

}  // namespace kiosk::crypto
