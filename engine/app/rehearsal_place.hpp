#pragma once

#include <filesystem>

#include "app/options.hpp"

namespace kiosk::app {

/// Where the server of a rehearsal keeps its data, and its log beside it. What was made for this one rehearsal goes
/// when the object does.
class RehearsalPlace {
 public:
  /// By default a new directory beside `--data`, on the same disk, which goes afterwards; or `--rehearsal-data`, which
  /// stays and must be empty unless `--on-live-data` says otherwise. Errors: `locked` while a server holds `--data`: a
  /// rehearsal would take processor and disk from running exams; `parameter_invalid` for a directory that is not empty;
  /// `store_failed` when nothing can be made there.
  static Result<RehearsalPlace> choose(const Options& options);

  RehearsalPlace(RehearsalPlace&& other) noexcept;
  RehearsalPlace(const RehearsalPlace&) = delete;
  RehearsalPlace& operator=(const RehearsalPlace&) = delete;
  RehearsalPlace& operator=(RehearsalPlace&&) = delete;
  ~RehearsalPlace();

  const std::filesystem::path& data() const { return data_; }
  std::filesystem::path log() const { return passing_ / "server.log"; }

 private:
  RehearsalPlace(std::filesystem::path passing, std::filesystem::path data)
      : passing_(std::move(passing)), data_(std::move(data)) {}

  std::filesystem::path passing_;  ///< goes; empty when moved from
  std::filesystem::path data_;
};

}  // namespace kiosk::app
