#include "app/rehearsal_place.hpp"

#include <cstdlib>
#include <utility>

#include "sqlite/data_directory.hpp"

namespace kiosk::app {

namespace {

namespace fs = std::filesystem;

/// A server that serves from the data directory now must not be disturbed.
Status check_no_server_runs(const fs::path& data) {
  std::error_code unreadable;
  if (!fs::exists(data / "lock", unreadable)) return {};
  const Result<sqlite::DataDirectory> held = sqlite::DataDirectory::open(data);
  if (held.has_error() && held.error().code == ErrorCode::locked) {
    return failure(ErrorCode::locked, "a server is running on " + data.string() +
                                          ": a rehearsal would take processor and disk from its exams; stop it first, "
                                          "or rehearse on a host of the same kind");
  }
  return {};
}

/// The nearest directory above `path` that is there: on the disk where `path` will be.
fs::path existing_parent(const fs::path& path) {
  fs::path parent = fs::absolute(path).lexically_normal();
  if (!parent.has_filename()) parent = parent.parent_path();  // "data/"
  do parent = parent.parent_path();
  while (!fs::exists(parent) && parent != parent.root_path());
  return parent;
}

Result<fs::path> make_passing_directory(const fs::path& data) {
  std::string path = (existing_parent(data) / "kiosk-rehearsal-XXXXXX").string();
  if (::mkdtemp(path.data()) == nullptr) {
    return failure(ErrorCode::store_failed, "cannot make a directory for the rehearsal beside " + data.string());
  }
  return fs::path{path};
}

Status check_kept_data(const Options& options) {
  if (options.rehearsal_data.empty()) {
    if (!options.on_live_data) return {};
    return failure(ErrorCode::parameter_invalid, "--on-live-data goes with --rehearsal-data DIR");
  }
  std::error_code absent;
  if (options.on_live_data || fs::is_empty(options.rehearsal_data, absent) || absent) return {};
  return failure(ErrorCode::parameter_invalid,
                 options.rehearsal_data +
                     " is not empty: a rehearsal would add its applicants, results and approvals "
                     "for ever; give an empty directory, or --on-live-data if that is wanted");
}

}  // namespace

Result<RehearsalPlace> RehearsalPlace::choose(const Options& options) {
  if (const Status free = check_no_server_runs(options.data); free.has_error()) return free.error();
  if (const Status kept = check_kept_data(options); kept.has_error()) return kept.error();
  const Result<fs::path> passing = make_passing_directory(options.data);
  if (passing.has_error()) return passing.error();
  return RehearsalPlace{*passing,
                        options.rehearsal_data.empty() ? *passing / "data" : fs::path{options.rehearsal_data}};
}

RehearsalPlace::RehearsalPlace(RehearsalPlace&& other) noexcept
    : passing_(std::exchange(other.passing_, {})), data_(std::move(other.data_)) {}

RehearsalPlace::~RehearsalPlace() {
  std::error_code ignored;
  if (!passing_.empty()) fs::remove_all(passing_, ignored);
}

}  // namespace kiosk::app
