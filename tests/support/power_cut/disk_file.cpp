#include "support/power_cut/disk_file.hpp"

#include <algorithm>

namespace kiosk::test {

void DiskFile::apply(std::string& content, const Change& change) {
  if (change.bytes.empty()) {
    content.resize(change.offset, '\0');
    return;
  }
  const std::size_t end = change.offset + change.bytes.size();
  if (content.size() < end) content.resize(end, '\0');
  std::copy(change.bytes.begin(), change.bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

void DiskFile::write(std::size_t offset, std::string_view bytes) {
  if (bytes.empty()) return;
  unsynced_.push_back({offset, std::string{bytes}});
  apply(now_, unsynced_.back());
}

void DiskFile::resize(std::size_t size) {
  unsynced_.push_back({size, {}});
  apply(now_, unsynced_.back());
}

void DiskFile::sync() {
  for (const Change& change : unsynced_) apply(kept_, change);
  unsynced_.clear();
}

/// Sector by sector; about one in eight of those that fail is torn. True when all of it was kept.
bool DiskFile::apply_in_part(const Change& change, Rng& chance, std::uint64_t percent) {
  if (change.bytes.empty()) {
    const bool kept = chance.below(100) < percent;
    if (kept) apply(kept_, change);
    return kept;
  }
  bool whole = true;
  std::size_t done = 0;
  while (done < change.bytes.size()) {
    const std::size_t offset = change.offset + done;
    const std::size_t length = std::min(sector_bytes - offset % sector_bytes, change.bytes.size() - done);
    std::size_t written = length;
    if (chance.below(100) >= percent)
      written = chance.below(8) == 0 ? static_cast<std::size_t>(chance.below(length)) : 0;
    if (written > 0) apply(kept_, {offset, change.bytes.substr(done, written)});
    whole = whole && written == length;
    done += length;
  }
  return whole;
}

bool DiskFile::cut_power(Rng& chance, bool tearing) {
  // Nothing, few, half, nearly all or all of the sectors: each shape finds other faults.
  constexpr std::uint64_t shares[] = {0, 10, 50, 95, 100};
  const std::uint64_t percent = tearing ? shares[chance.below(std::size(shares))] : 100;
  // The disk may also have got no further than some change.
  const std::size_t reached = chance.below(2) == 0 ? unsynced_.size() : chance.below(unsynced_.size() + 1);
  bool torn = false;
  for (std::size_t i = 0; i < reached; ++i) torn = !apply_in_part(unsynced_[i], chance, percent) || torn;
  unsynced_.clear();
  now_ = kept_;
  return torn;
}

}  // namespace kiosk::test
