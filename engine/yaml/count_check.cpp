#include "yaml/count_check.hpp"

#include "yaml/limits.hpp"
#include "yaml/scalars.hpp"

namespace kiosk::yaml {

void check_count(const Node* count, std::size_t items, Report& report) {
  const int counted = read_integer(count, 1, static_cast<int>(limits::items), report);
  if (counted == 0 || items == 0 || static_cast<std::size_t>(counted) == items) return;
  report.error(count->place,
               {"wrong-count", "count is " + count->text + ", but there are " + std::to_string(items) + " items",
                "the count shows at once when an item was lost",
                "look for the item that is missing or new, then write " + std::to_string(items)});
}

}  // namespace kiosk::yaml
