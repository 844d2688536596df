#pragma once

#include <memory>

#include "sim/exam/chance.hpp"
#include "sim/power_cut/model.hpp"
#include "sim/power_cut/power_cuts.hpp"
#include "sqlite/writer.hpp"
#include "support/quiet_log.hpp"

namespace kiosk::sim {

/// One disk from new, through some power cuts.
class Life {
 public:
  Life(std::uint64_t seed, sqlite::Synchronous synchronous, PowerCutTally& tally);

  /// From opening the store to the next power cut.
  void run_to_next_cut();
  /// Recovers once more and compares.
  void finish();

 private:
  /// What goes wrong on the way to the next cut.
  enum class Trouble { power_alone, failed_sync, failed_write, failed_read, short_write, full_disk };

  void order_trouble();
  bool io_error_ordered() const;
  std::unique_ptr<sqlite::Writer> open();
  void judge_failed_opening(const Error& error);
  void check(sqlite::Writer& writer);
  void work(sqlite::Writer& writer);
  void run_batch(sqlite::Writer& writer);
  void let_disk_be_full();
  sqlite::Job add_attempt();
  sqlite::Job save_responses();
  void set_fate(Fate& fate, std::int64_t answers, const Status& status);
  bool goes_on_with_the_power_on(bool writer_failed);
  void cut_and_power_on();
  void fault(const std::string& what);

  std::uint64_t seed_;
  sqlite::Synchronous synchronous_;
  PowerCutTally& tally_;
  Chance chance_;
  test::PowerCutDisk disk_;
  test::QuietLog log_;
  Model model_;
  Trouble trouble_ = Trouble::power_alone;
  int batches_until_full_ = 0;
  int batches_until_room_ = 0;
  bool was_full_ = false;  ///< since the process started
};

}  // namespace kiosk::sim
