#include "sim/exam/faults.hpp"

namespace kiosk::sim {

namespace {

struct KindRow {
  std::string_view name;
  int most_permille;
};

/// In the order of FaultKind. Occasions are messages, batches, lives of the process, wake-ups of applicants, or the
/// seconds of the server's ticker.
constexpr std::array<KindRow, fault_kinds> table{{
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

constexpr int percent_of_worlds_with_a_kind = 60;

}  // namespace

std::vector<FaultKind> all_fault_kinds() {
  std::vector<FaultKind> kinds;
  for (std::size_t i = 0; i < fault_kinds; ++i) kinds.push_back(static_cast<FaultKind>(i));
  return kinds;
}

std::string_view fault_name(FaultKind kind) { return table[index_of(kind)].name; }

std::optional<FaultKind> parse_fault(std::string_view name) {
  for (const FaultKind kind : all_fault_kinds()) {
    if (fault_name(kind) == name) return kind;
  }
  return std::nullopt;
}

FaultOdds draw_odds(Chance& chance) {
  FaultOdds odds{};
  for (const FaultKind kind : all_fault_kinds()) {
    const int drawn = static_cast<int>(chance.between(1, table[index_of(kind)].most_permille));
    if (chance.percent(percent_of_worlds_with_a_kind)) odds[index_of(kind)] = drawn;
  }
  return odds;
}

Faults::Faults(std::uint64_t seed, const FaultOdds& odds) : odds_(odds) {
  constexpr std::uint64_t first_stream = 1000;
  for (std::size_t i = 0; i < fault_kinds; ++i) streams_.emplace_back(seed, first_stream + i);
}

bool Faults::happens(FaultKind kind) {
  if (!ordered(kind)) return false;
  ++counts_[index_of(kind)];
  return true;
}

bool Faults::ordered(FaultKind kind) {
  const int odds = odds_[index_of(kind)];
  return odds > 0 && chance(kind).permille(odds);
}

}  // namespace kiosk::sim
