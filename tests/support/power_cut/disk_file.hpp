#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/rng.hpp"

namespace kiosk::test {

/// A file as processes see it, and what a disk would still have of it after a power cut.
///
/// A write or a change of size reaches the disk for certain only with the next sync. Until then a power cut may keep
/// all of it, none of it, some 512-byte sectors of it, or a sector's beginning. What a write does not cover it never
/// damages (what SQLite calls powersafe overwrite, and assumes on unix).
class DiskFile {
 public:
  static constexpr std::size_t sector_bytes = 512;

  const std::string& bytes() const { return now_; }
  std::size_t size() const { return now_.size(); }

  void write(std::size_t offset, std::string_view bytes);
  void resize(std::size_t size);
  void sync();
  /// A failed sync, as Linux does it: what was not yet on the disk never will be, though processes still read it.
  void fail_sync() { unsynced_.clear(); }
  /// The power goes: chance decides about what was not synced. Without `tearing` only its first changes are kept, whole
  /// and in order. True when changes were kept out of order or in part.
  bool cut_power(Rng& chance, bool tearing);

 private:
  struct Change {
    std::size_t offset = 0;
    std::string bytes;  ///< empty: a change of the size to `offset`
  };

  static void apply(std::string& content, const Change& change);
  bool apply_in_part(const Change& change, Rng& chance, std::uint64_t percent);

  std::string now_;
  std::string kept_;
  std::vector<Change> unsynced_;
};

}  // namespace kiosk::test
