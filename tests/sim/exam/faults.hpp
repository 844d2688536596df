#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sim/exam/swarm.hpp"

namespace kiosk::sim {

/// Everything that can go wrong, or is allowed and unusual, in a simulated world. The table in faults.cpp has a name
/// and the largest odds of each.
enum class FaultKind {
  // the network, for each message either way
  message_lost,
  message_doubled,
  message_late,
  message_reordered,
  // the disk
  power_cut,    ///< at some call of the VFS, also while opening, recovering and checkpointing
  torn_writes,  ///< of a life: a cut leaves unsynced writes in any order and in part
  short_write,  ///< part of a write, then no room
  full_disk,    ///< for a while
  io_error,     ///< of a read or a write
  failed_sync,  ///< and what it should have kept is dropped
  slow_sync,    ///< seconds, in virtual time
  // the process
  killed,         ///< after a commit, before the answers
  stopped,        ///< as by SIGTERM: drains, answers, empties the log
  out_of_memory,  ///< of the use case, at some call
  // the clocks of the host
  clock_forward,
  clock_back,
  clock_set_while_down,
  // content
  bank_reload,
  refused_reload,
  // allowed and unusual in the server
  tiny_batches,       ///< of a life: one or two jobs a transaction
  split_batch,        ///< a batch is only part of what waits
  tiny_inbox,         ///< of a life: one job may wait
  early_checkpoints,  ///< of a life: after a few pages
  // people
  page_reload,
  second_tab,   ///< takes over, and the first tab sends on
  lying_clock,  ///< of a browser
  curious,      ///< asks for another applicant's attempt
  last_moment,  ///< a save that arrives within a millisecond of the end
  extension,    ///< granted by staff
};

inline constexpr std::size_t fault_kinds = static_cast<std::size_t>(FaultKind::extension) + 1;

std::vector<FaultKind> all_fault_kinds();
std::string_view fault_name(FaultKind kind);
std::optional<FaultKind> parse_fault(std::string_view name);

using Faults = Swarm<FaultKind, fault_kinds>;
using FaultOdds = Faults::Odds;
using FaultCounts = Faults::Counts;

inline std::size_t index_of(FaultKind kind) { return static_cast<std::size_t>(kind); }

/// Those of one world.
FaultOdds draw_odds(Chance& chance);

}  // namespace kiosk::sim
