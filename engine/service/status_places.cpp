#include "service/status_places.hpp"

namespace kiosk {

namespace {

constexpr std::int64_t approvals_per_list = status_list_length / 2;
/// At random in a half filled list all of these are taken once in 10^19 times.
constexpr int most_tries = 64;

}  // namespace

int list_of(std::int64_t approval_counter) { return static_cast<int>(1 + (approval_counter - 1) / approvals_per_list); }

StatusEntry free_status_entry(const Tx& tx, const Context& context, int list) {
  Rng rng{context.entropy.seed()};
  for (StatusEntry entry{list, 0};; ++entry.list) {
    for (int i = 0; i < most_tries; ++i) {
      entry.index = static_cast<int>(rng.below(status_list_length));
      if (!tx.approvals().status_index_taken(entry)) return entry;
    }
  }
}

}  // namespace kiosk
