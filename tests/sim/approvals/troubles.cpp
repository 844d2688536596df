#include "sim/approvals/troubles.hpp"

namespace kiosk::sim {

/// In the order of Trouble.
const Troubles::Table& trouble_table() {
  static constexpr Troubles::Table table{{
      {"power_cut", 25},
      {"torn_writes", 1000},
      {"short_write", 10},
      {"full_disk", 8},
      {"io_error", 10},
      {"failed_sync", 10},
      {"killed", 25},
      {"stopped", 10},
      {"out_of_memory", 20},
      {"split_batch", 300},
      {"early_checkpoints", 700},
      {"answer_500", 200},
      {"answer_429", 100},
      {"answer_503", 100},
      {"answer_410", 15},
      {"answer_413", 300},
      {"no_answer", 100},
      {"answer_lost", 150},
      {"forgets", 100},
      {"crashes", 100},
      {"outage", 150},
      {"long_outage", 60},
      {"follows_feed", 500},
      {"feed_crash", 300},
  }};
  return table;
}

}  // namespace kiosk::sim
