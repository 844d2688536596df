#include "support/power_cut/power_cut_disk.hpp"

#include "base/ensure.hpp"
#include "support/power_cut/disk_vfs.hpp"
#include "support/power_cut/open_file.hpp"

namespace kiosk::test {

namespace {

Seed seed_from(std::uint64_t number) {
  Seed seed{};
  for (std::size_t i = 0; i < 8; ++i) seed[i] = static_cast<std::uint8_t>(number >> (8 * i));
  return seed;
}

}  // namespace

DiskCounts& DiskCounts::operator+=(const DiskCounts& other) {
  calls += other.calls;
  syncs += other.syncs;
  power_cuts += other.power_cuts;
  cuts_in_calls += other.cuts_in_calls;
  torn += other.torn;
  failed_syncs += other.failed_syncs;
  failed_writes += other.failed_writes;
  failed_reads += other.failed_reads;
  short_writes += other.short_writes;
  writes_without_room += other.writes_without_room;
  return *this;
}

PowerCutDisk::PowerCutDisk(std::uint64_t seed) : chance_(seed_from(seed)), vfs_(std::make_unique<DiskVfs>(*this)) {}

PowerCutDisk::~PowerCutDisk() = default;

const std::string& PowerCutDisk::vfs() const { return vfs_->name(); }

bool PowerCutDisk::begin_call() {
  if (dead_) return false;
  ++counts_.calls;
  if (!counted_down(calls_until_cut_)) return true;
  dead_ = true;
  ++counts_.power_cuts;
  ++counts_.cuts_in_calls;
  return false;
}

bool PowerCutDisk::sync_directory() {
  const std::lock_guard guard{mutex_};
  if (!begin_call()) return false;
  kept_files_ = files_;
  return true;
}

void PowerCutDisk::cut_power_after(std::int64_t calls) {
  const std::lock_guard guard{mutex_};
  calls_until_cut_ = calls;
}

void PowerCutDisk::cut_power() {
  const std::lock_guard guard{mutex_};
  if (!dead_) ++counts_.power_cuts;
  dead_ = true;
}

bool PowerCutDisk::is_dead() const {
  const std::lock_guard guard{mutex_};
  return dead_;
}

/// A name that was made, deleted or given to another file since the last sync of the directory may be either way.
PowerCutDisk::Files PowerCutDisk::surviving_names() {
  Files names = files_;
  names.insert(kept_files_.begin(), kept_files_.end());
  Files surviving;
  for (const auto& [path, file] : names) {
    const Files& side = chance_.below(2) == 0 ? files_ : kept_files_;
    if (const auto found = side.find(path); found != side.end()) surviving.insert(*found);
  }
  return surviving;
}

void PowerCutDisk::power_on() {
  const std::lock_guard guard{mutex_};
  ENSURE(open_handles_ == 0, "power on with open files");
  files_ = surviving_names();
  bool torn = false;
  for (const auto& [path, file] : files_) {
    if (file->content.cut_power(chance_, tearing_)) torn = true;
    file->shared_memory.clear();
  }
  counts_.torn += torn ? 1 : 0;
  kept_files_ = files_;
  dead_ = false;
  forget_orders_locked();
}

void PowerCutDisk::next_process() {
  const std::lock_guard guard{mutex_};
  ENSURE(open_handles_ == 0, "another process with open files of the one before");
  for (const auto& [path, file] : files_) file->shared_memory.clear();
  dead_ = false;
  forget_orders_locked();
}

void PowerCutDisk::forget_orders() {
  const std::lock_guard guard{mutex_};
  forget_orders_locked();
}

void PowerCutDisk::forget_orders_locked() {
  full_ = false;
  for (std::int64_t* order :
       {&calls_until_cut_, &syncs_until_fault_, &writes_until_fault_, &writes_until_short_, &reads_until_fault_}) {
    *order = 0;
  }
}

void PowerCutDisk::set_tearing(bool tearing) {
  const std::lock_guard guard{mutex_};
  tearing_ = tearing;
}

void PowerCutDisk::set_full(bool full) {
  const std::lock_guard guard{mutex_};
  full_ = full;
}

void PowerCutDisk::fail_sync_after(std::int64_t syncs) {
  const std::lock_guard guard{mutex_};
  syncs_until_fault_ = syncs;
}

void PowerCutDisk::fail_write_after(std::int64_t writes) {
  const std::lock_guard guard{mutex_};
  writes_until_fault_ = writes;
}

void PowerCutDisk::fail_read_after(std::int64_t reads) {
  const std::lock_guard guard{mutex_};
  reads_until_fault_ = reads;
}

void PowerCutDisk::cut_write_short_after(std::int64_t writes) {
  const std::lock_guard guard{mutex_};
  writes_until_short_ = writes;
}

void PowerCutDisk::set_sync_time(std::chrono::milliseconds time) {
  const std::lock_guard guard{mutex_};
  sync_time_ = time;
}

DiskCounts PowerCutDisk::counts() const {
  const std::lock_guard guard{mutex_};
  return counts_;
}

std::int64_t PowerCutDisk::used_bytes() const {
  const std::lock_guard guard{mutex_};
  std::int64_t bytes = 0;
  for (const auto& [path, file] : files_) bytes += static_cast<std::int64_t>(file->content.size());
  return bytes;
}

}  // namespace kiosk::test
