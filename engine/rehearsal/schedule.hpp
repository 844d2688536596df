#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

namespace kiosk::rehearsal {

using std::chrono::milliseconds;

/// How large a rehearsal is.
struct Scale {
  int applicants = 0;       ///< >= 1
  milliseconds opening{0};  ///< all arrive within it; > 0
  milliseconds sitting{0};  ///< what one takes to answer all items, in the mean; > 0
  std::uint64_t seed = 0;   ///< the same seed draws the same schedules
};

/// What the network does to one save.
enum class Trouble {
  none,
  reconnect,   ///< the connection was gone before: the page comes back, asks where it stands, then saves
  lost_reply,  ///< the connection ends before the answer was read: the same save is sent again
};

struct PlannedAnswer {
  milliseconds at{0};        ///< since the paper was seen
  int item = 0;              ///< index in the paper
  std::uint64_t choice = 0;  ///< which of the possible answers
  Trouble trouble = Trouble::none;
};

/// What one applicant does and when. Times up to `start` count from the beginning of the rehearsal, all later ones from
/// the moment the paper was seen: nobody can answer what he does not see.
struct Schedule {
  milliseconds look{0};  ///< opens the page: the arrival
  milliseconds registration{0};
  milliseconds prepare{0};
  milliseconds start{0};
  std::vector<PlannedAnswer> answers;  ///< each item at least once, some changed later; times grow
  milliseconds review{0};              ///< reads everything once more
  milliseconds submit{0};
};

/// Share of all applicants that have arrived after this share of the opening. They come most densely at its first
/// moment and ever less densely after it: 1 - (1 - t)^2.
double arrived_share(double opening_share);

/// The schedule of applicant `number` (0-based) for a paper of `items` items. One does not depend on any other.
Schedule draw_schedule(const Scale& scale, int number, int items);

}  // namespace kiosk::rehearsal
