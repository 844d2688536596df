#include "sim/exam/faults.hpp"

namespace kiosk::sim {

namespace {

/// In the order of FaultKind. Occasions are messages, batches, lives of the process, wake-ups of applicants, or the
/// seconds of the server's ticker.
constexpr Faults::Table table{{
    {"message_lost", 250},
    {"message_doubled", 150},
    {"message_late", 100},
    {"message_reordered", 100},
    {"power_cut", 25},
    {"torn_writes", 1000},
    {"short_write", 15},
    {"full_disk", 15},
    {"io_error", 10},
    {"failed_sync", 10},
    {"slow_sync", 60},
    {"killed", 20},
    {"stopped", 10},
    {"out_of_memory", 30},
    {"clock_forward", 20},
    {"clock_back", 20},
    {"clock_set_while_down", 300},
    {"bank_reload", 15},
    {"refused_reload", 15},
    {"tiny_batches", 500},
    {"split_batch", 300},
    {"tiny_inbox", 300},
    {"early_checkpoints", 700},
    {"page_reload", 40},
    {"second_tab", 40},
    {"lying_clock", 1000},
    {"curious", 40},
    {"last_moment", 1000},
    {"extension", 10},
}};

}  // namespace

std::vector<FaultKind> all_fault_kinds() {
  std::vector<FaultKind> kinds;
  for (std::size_t i = 0; i < fault_kinds; ++i) kinds.push_back(static_cast<FaultKind>(i));
  return kinds;
}

std::string_view fault_name(FaultKind kind) { return table[index_of(kind)].name; }

std::optional<FaultKind> parse_fault(std::string_view name) { return Faults::parse(name, table); }

FaultOdds draw_odds(Chance& chance) { return Faults::draw(chance, table); }

}  // namespace kiosk::sim
