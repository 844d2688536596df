#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/assembly.hpp"
#include "form/paper.hpp"
#include "perf/bulk.hpp"

namespace kiosk::perf {

/// A folder of its own under the current directory's disk (`KIOSK_PERF_DIR`, else build/perf), removed in the end.
class Folder {
 public:
  explicit Folder(const std::string& name);
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// An attempt that runs, with what a browser would know of it.
struct Sitting {
  std::string token;  ///< of the sign-in
  std::string attempt;
  int epoch = 0;
  std::vector<PaperItem> items;
};

enum class UpTo { prepared, open };

/// Fills a data directory through the use cases, without HTTP: the shipped exam, and applicants whose attempts are
/// prepared or open. `first_number` tells applicants of several calls apart. Throws std::runtime_error.
std::vector<Sitting> seed_sittings(const std::filesystem::path& data, const std::filesystem::path& banks,
                                   std::size_t count, UpTo up_to, std::size_t first_number = 0);

/// The engine on a data directory with the content of `banks`, ready for use cases.
std::unique_ptr<app::Assembly> open_engine(const std::filesystem::path& data, const std::filesystem::path& banks);

/// What finished attempts at the shipped exam look like, in all regions.
BulkAttempts bulk_of_shipped_exam(const std::filesystem::path& data, const std::filesystem::path& banks,
                                  std::int64_t count, int responses);

/// Adds a person of HQ and signs in: the token of the cookie.
std::string sign_in_hq(const std::filesystem::path& data, const std::filesystem::path& banks);

}  // namespace kiosk::perf
