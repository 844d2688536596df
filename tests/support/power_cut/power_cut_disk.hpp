#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "support/power_cut/disk_file.hpp"

namespace kiosk::test {

class DiskVfs;
struct OpenFile;

/// True when this is the call that was counted down to; 0 is never.
inline bool counted_down(std::int64_t& until) { return until > 0 && --until == 0; }

/// What the disk was asked to do since it was made.
struct DiskCounts {
  std::int64_t calls = 0;
  std::int64_t syncs = 0;
  std::int64_t power_cuts = 0;
  std::int64_t cuts_in_calls = 0;  ///< of the power cuts, or kills, those that came during a call
  std::int64_t torn = 0;           ///< power cuts that kept unsynced changes out of order or in part
  std::int64_t failed_syncs = 0;
  std::int64_t failed_writes = 0;
  std::int64_t failed_reads = 0;
  std::int64_t short_writes = 0;
  std::int64_t writes_without_room = 0;

  DiskCounts& operator+=(const DiskCounts& other);
};

/// A disk in memory that SQLite uses through a VFS of its own (file locks and shared memory included), with faults on
/// order. A name of a file that was made or deleted is safe only after a sync of its directory, which SQLite asks for
/// when it syncs a new journal or write-ahead log. Calls may come from several threads. Everything left to chance comes
/// from the seed.
class PowerCutDisk {
 public:
  explicit PowerCutDisk(std::uint64_t seed);
  ~PowerCutDisk();
  PowerCutDisk(const PowerCutDisk&) = delete;
  PowerCutDisk& operator=(const PowerCutDisk&) = delete;

  /// For DatabasePlace::vfs.
  const std::string& vfs() const;

  /// The power goes during the `calls`-th call from now on (1 = the next one); all calls from then on fail.
  void cut_power_after(std::int64_t calls);
  /// Now.
  void cut_power();
  bool is_dead() const;
  /// With every connection closed: what the disk has kept is there again, and faults ordered before are off.
  void power_on();
  /// The process dies, as by a kill: its calls do nothing any more.
  void kill_process() { cut_power(); }
  /// With every connection closed: another process finds what was written, synced or not, since the power stayed on.
  void next_process();
  /// What was ordered and has not happened yet is off.
  void forget_orders();
  /// Whether a power cut may keep unsynced changes out of order and in part (as it does at first), or only the first
  /// few of them.
  void set_tearing(bool tearing);

  /// No room for files to grow any more / again.
  void set_full(bool full);
  /// The `syncs`-th sync from now on fails with an I/O error and loses what it should have kept.
  void fail_sync_after(std::int64_t syncs);
  /// The `writes`-th write from now on fails with an I/O error; some of it may have been written.
  void fail_write_after(std::int64_t writes);
  /// The `reads`-th read from now on fails with an I/O error.
  void fail_read_after(std::int64_t reads);
  /// The `writes`-th write from now on writes a part, and then there is no room.
  void cut_write_short_after(std::int64_t writes);
  /// As the data directory does after an opening: makes the names safe. False when there is no power.
  bool sync_directory();
  /// Each sync takes so long.
  void set_sync_time(std::chrono::milliseconds time);

  DiskCounts counts() const;
  /// Bytes in all files, as processes see them.
  std::int64_t used_bytes() const;

 private:
  friend class DiskVfs;
  using Files = std::map<std::string, std::shared_ptr<OpenFile>>;

  /// Counts a call; false when there is no power, also when it goes with this call.
  bool begin_call();
  void forget_orders_locked();
  Files surviving_names();

  mutable std::mutex mutex_;
  Rng chance_;
  Files files_;       ///< names as processes see them
  Files kept_files_;  ///< names that survive a power cut for certain
  bool dead_ = false;
  bool full_ = false;
  bool tearing_ = true;
  std::int64_t calls_until_cut_ = 0;  ///< 0 = never, here and below
  std::int64_t syncs_until_fault_ = 0;
  std::int64_t writes_until_fault_ = 0;
  std::int64_t writes_until_short_ = 0;
  std::int64_t reads_until_fault_ = 0;
  std::chrono::milliseconds sync_time_{0};
  int open_handles_ = 0;
  DiskCounts counts_;
  std::unique_ptr<DiskVfs> vfs_;
};

}  // namespace kiosk::test
