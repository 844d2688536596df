#include "http/static_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "http/text.hpp"

namespace kiosk::http {

namespace {

/// First segments that are not for pages: an unknown path there is a 404 and not the applicant's page.
constexpr std::array<std::string_view, 16> reserved{
    "api",     "credentials", "keys",    "issuer", "achievements", "rules", "status",      "v",
    "schemas", "problems",    "healthz", "readyz", "assets",       "ns",    ".well-known", "pages"};

std::string media_type_of(const std::string& path) {
  static const std::map<std::string, std::string> types{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".webp", "image/webp"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
  };
  const auto known = types.find(std::filesystem::path{path}.extension().string());
  return known == types.end() ? "application/octet-stream" : known->second;
}

std::optional<std::string> bytes_of(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  std::string bytes{std::istreambuf_iterator<char>{file}, {}};
  if (!file) return std::nullopt;
  return bytes;
}

/// Whether a coding is accepted: named (or `*`) and not with q=0 (RFC 9110 §12.5.3).
bool accepts_coding(const Request& request, std::string_view coding) {
  for (const std::string_view element : comma_list(request.field("accept-encoding").value_or(""))) {
    const std::size_t semicolon = std::min(element.find(';'), element.size());
    if (lower_case(trimmed(element.substr(0, semicolon))) != coding) continue;
    const std::string weight = lower_case(trimmed(element.substr(std::min(semicolon + 1, element.size()))));
    return !weight.starts_with("q=0") || weight.find_first_of("123456789") != std::string::npos;
  }
  return false;
}

bool asks_for_page(const Request& request) {
  if (request.field("accept").value_or("").find("text/html") == std::string_view::npos) return false;
  if (request.segments.empty()) return true;
  if (std::find(reserved.begin(), reserved.end(), request.segments.front()) != reserved.end()) return false;
  return request.segments.back().find('.') == std::string::npos;
}

std::string joined(const std::vector<std::string>& segments) {
  std::string path;
  for (const std::string& segment : segments) path += (path.empty() ? "" : "/") + segment;
  return path;
}

}  // namespace

Result<StaticFiles> StaticFiles::load(const std::filesystem::path& directory, const Hasher& hasher) {
  StaticFiles files;
  std::error_code error;
  std::vector<std::filesystem::path> paths;
  for (std::filesystem::recursive_directory_iterator entry{directory, error}, end; !error && entry != end;
       entry.increment(error)) {
    if (entry->is_regular_file(error)) paths.push_back(entry->path());
  }
  if (error) return failure(ErrorCode::unavailable, "cannot read " + directory.string() + ": " + error.message());
  std::sort(paths.begin(), paths.end());  // `name` comes before `name.br` and `name.gz`
  for (const std::filesystem::path& path : paths) {
    std::optional<std::string> bytes = bytes_of(path);
    if (!bytes) return failure(ErrorCode::unavailable, "cannot read " + path.string());
    files.add(path.lexically_relative(directory).generic_string(), std::move(*bytes), hasher);
  }
  return files;
}

void StaticFiles::add(const std::string& path, std::string bytes, const Hasher& hasher) {
  Coded coded;
  coded.etag = etag_of(hasher, bytes);
  coded.bytes = std::make_shared<const std::string>(std::move(bytes));
  const std::string stem = path.substr(0, path.size() - std::min<std::size_t>(path.size(), 3));
  const auto original = files_.find(stem);
  if (original != files_.end() && path.ends_with(".br")) {
    original->second.brotli = std::move(coded);
  } else if (original != files_.end() && path.ends_with(".gz")) {
    original->second.gzip = std::move(coded);
  } else {
    files_[path] = File{media_type_of(path), path.starts_with("assets/"), std::move(coded), {}, {}};
  }
}

const StaticFiles::File* StaticFiles::file_for(const Request& request) const {
  // The base URL itself is named in credentials: it resolves whatever is asked for.
  const auto exact = files_.find(request.path == "/" ? "index.html" : joined(request.segments));
  if (exact != files_.end()) return &exact->second;
  if (!asks_for_page(request)) return nullptr;
  const bool staff = !request.segments.empty() && request.segments.front() == "hq";
  const auto page = files_.find(staff ? "hq/index.html" : "index.html");
  return page == files_.end() ? nullptr : &page->second;
}

std::optional<Reply> StaticFiles::find(const Request& request) const {
  const File* file = file_for(request);
  if (file == nullptr) return std::nullopt;
  const bool brotli = file->brotli && accepts_coding(request, "br");
  const bool gzip = !brotli && file->gzip && accepts_coding(request, "gzip");
  const Coded& coded = brotli ? *file->brotli : gzip ? *file->gzip : file->plain;

  Reply reply;
  reply.shared_body = coded.bytes;
  reply.with("Content-Type", file->media_type);
  reply.with("Cache-Control", file->immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (file->brotli || file->gzip) reply.with("Vary", "Accept-Encoding");
  if (brotli || gzip) reply.with("Content-Encoding", brotli ? "br" : "gzip");
  return with_etag(request, std::move(reply), coded.etag);
}

}  // namespace kiosk::http
