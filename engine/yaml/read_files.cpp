#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "yaml/limits.hpp"
#include "yaml/load_content.hpp"

namespace kiosk::yaml {

namespace {

namespace fs = std::filesystem;

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

bool is_content(const fs::directory_entry& entry) {
  std::error_code ignored;
  const fs::path extension = entry.path().extension();
  return entry.is_regular_file(ignored) && (extension == ".yaml" || extension == ".yml");
}

Error cannot_read(const std::string& path, const std::string& why) {
  return failure(ErrorCode::content_invalid, path + ": " + why);
}

Result<std::vector<std::string>> content_paths(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (is_hidden(at->path())) {
      at.disable_recursion_pending();
    } else if (is_content(*at)) {
      paths.push_back(at->path().string());
      if (paths.size() > limits::files) return cannot_read(folder, "more than 1,000 content files");
    }
  }
  if (error) return cannot_read(folder, error.message());
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

Result<ContentFile> read_content_file(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);  // an error for folders, pipes and devices
  if (error) return cannot_read(path, error.message());
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return cannot_read(path, "cannot be opened");
  ContentFile file{path,
                   std::string(static_cast<std::size_t>(std::min<std::uintmax_t>(size, limits::file_bytes + 4)), '\0')};
  stream.read(file.bytes.data(), static_cast<std::streamsize>(file.bytes.size()));
  if (stream.bad()) return cannot_read(path, "cannot be read");
  file.bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return file;
}

Result<std::vector<ContentFile>> read_content_directory(const std::string& path) {
  const Result<std::vector<std::string>> paths = content_paths(path);
  if (!paths) return paths.error();
  std::vector<ContentFile> files;
  for (const std::string& file_path : *paths) {
    Result<ContentFile> file = read_content_file(file_path);
    if (!file) return file.error();
    files.push_back(std::move(*file));
  }
  return files;
}

}  // namespace kiosk::yaml
