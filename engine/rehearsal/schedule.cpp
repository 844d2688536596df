#include "rehearsal/schedule.hpp"

#include <algorithm>
#include <cmath>

#include "base/rng.hpp"

namespace kiosk::rehearsal {

namespace {

// Per thousand. On a phone in a market hall, more or less.
constexpr std::uint64_t changes_of_mind = 100;  ///< of the answers
constexpr std::uint64_t lost_replies = 20;      ///< of the saves
constexpr std::uint64_t reconnects = 10;        ///< of the saves: about one applicant in three, with 40 items
constexpr milliseconds longest_thought{3000};   ///< between two steps before the exam

Seed seed_of(std::uint64_t seed, int number) {
  Seed bytes{};
  for (std::size_t i = 0; i < 8; ++i) {
    bytes.at(i) = static_cast<std::uint8_t>(seed >> (8 * i));
    bytes.at(8 + i) = static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> (8 * i));
  }
  return bytes;
}

/// Uniform in [0, 1).
double share(Rng& rng) { return static_cast<double>(rng.next() >> 11U) / 9007199254740992.0; }

milliseconds part_of(milliseconds whole, double part) {
  return milliseconds{std::llround(static_cast<double>(whole.count()) * part)};
}

Trouble draw_trouble(Rng& rng) {
  const std::uint64_t drawn = rng.below(1000);
  if (drawn < reconnects) return Trouble::reconnect;
  return drawn < reconnects + lost_replies ? Trouble::lost_reply : Trouble::none;
}

/// The items in the order of the paper; some are answered a second time at the end, as people do who go back.
std::vector<PlannedAnswer> draw_answers(Rng& rng, int items) {
  std::vector<PlannedAnswer> answers;
  std::vector<PlannedAnswer> changed;
  for (int item = 0; item < items; ++item) {
    answers.push_back({milliseconds{0}, item, rng.next(), draw_trouble(rng)});
    if (rng.below(1000) < changes_of_mind) changed.push_back({milliseconds{0}, item, rng.next(), draw_trouble(rng)});
  }
  answers.insert(answers.end(), changed.begin(), changed.end());
  return answers;
}

/// Between 0.2 and 1.8 of the mean, the mean most likely.
milliseconds draw_gap(Rng& rng, milliseconds mean) { return part_of(mean, 0.2 + 0.8 * (share(rng) + share(rng))); }

}  // namespace

double arrived_share(double opening_share) {
  const double left = 1 - std::clamp(opening_share, 0.0, 1.0);
  return 1 - left * left;
}

Schedule draw_schedule(const Scale& scale, int number, int items) {
  Rng rng{seed_of(scale.seed, number)};
  const milliseconds thought = std::min(longest_thought, scale.opening / 10);
  Schedule schedule;
  schedule.look = part_of(scale.opening, 1 - std::sqrt(1 - share(rng)));  // the inverse of arrived_share
  schedule.registration = schedule.look + part_of(thought, 0.3 + 0.7 * share(rng));
  schedule.prepare = schedule.registration + part_of(thought, 0.3 + 0.7 * share(rng));
  schedule.start = schedule.prepare + part_of(thought, 0.3 + 0.7 * share(rng));

  schedule.answers = draw_answers(rng, items);
  const milliseconds mean = scale.sitting / std::max<std::int64_t>(1, std::ssize(schedule.answers));
  milliseconds at{0};
  for (PlannedAnswer& answer : schedule.answers) answer.at = at += draw_gap(rng, mean);
  schedule.review = at + draw_gap(rng, mean);
  schedule.submit = schedule.review + draw_gap(rng, mean);
  return schedule;
}

}  // namespace kiosk::rehearsal
