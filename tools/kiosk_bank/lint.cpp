#include "lint.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace kiosk::bank_tool {

namespace {

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_directory(path, ignored);
}

Result<std::vector<yaml::ContentFile>> read_path(const std::string& path) {
  if (is_folder(path)) return yaml::read_content_directory(path);
  Result<yaml::ContentFile> file = yaml::read_content_file(path);
  if (!file) return file.error();
  return std::vector<yaml::ContentFile>{std::move(*file)};
}

/// `banks` and `banks/phones.yaml` name one file twice.
std::vector<yaml::ContentFile> without_repeats(std::vector<yaml::ContentFile> files) {
  std::vector<yaml::ContentFile> kept;
  std::vector<std::string> seen;
  for (yaml::ContentFile& file : files) {
    std::string name = std::filesystem::path(file.path).lexically_normal().string();
    if (std::find(seen.begin(), seen.end(), name) != seen.end()) continue;
    seen.push_back(std::move(name));
    kept.push_back(std::move(file));
  }
  return kept;
}

}  // namespace

Result<yaml::LoadedContent> lint(const std::vector<std::string>& paths) {
  std::vector<yaml::ContentFile> files;
  for (const std::string& path : paths) {
    Result<std::vector<yaml::ContentFile>> read = read_path(path);
    if (!read) return read.error();
    std::move(read->begin(), read->end(), std::back_inserter(files));
  }
  const bool whole = std::any_of(paths.begin(), paths.end(), is_folder);
  return yaml::load_content(without_repeats(std::move(files)), whole ? yaml::Scope::whole : yaml::Scope::parts);
}

}  // namespace kiosk::bank_tool
