#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "http/reply.hpp"
#include "ports/hasher.hpp"

namespace kiosk::http {

/// The pages: every file of a directory, read once at start. No request ever touches the file system.
class StaticFiles {
 public:
  StaticFiles() = default;
  /// `name.br` and `name.gz` beside `name` are its compressed forms. Error `unavailable` when something cannot be read.
  static Result<StaticFiles> load(const std::filesystem::path& directory, const Hasher& hasher);

  /// The file at the path; else, where a browser asks for a page, the page that shows it. Nothing otherwise.
  std::optional<Reply> find(const Request& request) const;

 private:
  /// A file's bytes as they are sent: plain or compressed.
  struct Coded {
    std::shared_ptr<const std::string> bytes;
    std::string etag;
  };
  struct File {
    std::string media_type;
    bool immutable = false;  ///< the name holds a hash of the content
    Coded plain;
    std::optional<Coded> brotli;
    std::optional<Coded> gzip;
  };

  void add(const std::string& path, std::string bytes, const Hasher& hasher);
  const File* file_for(const Request& request) const;

  std::map<std::string, File> files_;  ///< by path from the directory, `assets/app-1234.js`
};

}  // namespace kiosk::http
