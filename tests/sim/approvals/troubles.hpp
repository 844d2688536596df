#pragma once

#include "sim/exam/swarm.hpp"

namespace kiosk::sim {

/// Everything that can go wrong, or is allowed and unusual, in the life of approvals. The table in troubles.cpp has a
/// name and the largest odds of each.
enum class Trouble {
  // the disk of the server, at each batch of the writer
  power_cut,    ///< at some call of the VFS, also while opening and recovering
  torn_writes,  ///< of a life: a cut leaves unsynced writes in any order and in part
  short_write,
  full_disk,  ///< for minutes
  io_error,
  failed_sync,
  // the process
  killed,   ///< after a commit, before anybody hears of it
  stopped,  ///< as by SIGTERM
  out_of_memory,
  split_batch,
  early_checkpoints,
  // the receiver of webhooks, at each try
  answer_500,
  answer_429,  ///< with Retry-After
  answer_503,  ///< with Retry-After now and then
  answer_410,
  answer_413,
  no_answer,     ///< and nothing was done
  answer_lost,   ///< and everything was done
  forgets,       ///< acknowledges and does nothing
  crashes,       ///< in its transaction
  outage,        ///< up to 80 hours, looked at each virtual day
  long_outage,   ///< 5 to 8 days
  follows_feed,  ///< the consumer reads the feed too, at each look
  feed_crash,    ///< it crashes in the transaction of a page
};

inline constexpr std::size_t trouble_kinds = static_cast<std::size_t>(Trouble::feed_crash) + 1;

using Troubles = Swarm<Trouble, trouble_kinds>;

const Troubles::Table& trouble_table();

}  // namespace kiosk::sim
